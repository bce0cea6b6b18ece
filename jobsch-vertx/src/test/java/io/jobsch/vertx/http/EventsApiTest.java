package io.jobsch.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.vertx.http.EventReader.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsApiTest {
  private static final String LAST_SEEN = "Last-Event-ID";

  @TempDir Path directory;
  private RunningServer server;
  private Api api;

  @BeforeEach
  void start() {
    server = RunningServer.start(directory, 1, RunningServer::quick, service -> service);
    api = server.api();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private EventReader read(String path, String... headers) {
    return new EventReader(api.stream(path, headers));
  }

  private static List<String> said(List<Event> events) {
    return events.stream().map(Event::what).toList();
  }

  @Test
  void a_job_is_told_from_its_beginning_to_its_end() {
    String job =
        api.submit(
            "{\"type\": \"sequence_group\", \"work\": ["
                + "{\"type\": \"execute\", \"command\": \"echo asdf; exit 3\"},"
                + "{\"type\": \"execute\", \"command\": \"true\"}]}");

    List<Event> events = read("/jobs/" + job + "/events").all();

    assertThat(said(events))
        .containsExactly(
            "job queued",
            "job running",
            "node  running",
            "node /work/0 running",
            "output /work/0 5",
            "node /work/0 failed",
            "node /work/1 skipped",
            "node  failed",
            "job failed");
    assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
    assertThat(events.get(5).data().getInteger("exit_code")).isEqualTo(3);
    assertThat(events.get(8).data().getJsonObject("reason").getString("message"))
        .isEqualTo("exit code 3");
  }

  @Test
  void who_comes_back_is_told_what_it_has_not_seen_no_more_and_no_less() {
    String job = api.submitLine("echo asdf");
    String path = "/jobs/" + job + "/events";
    List<Event> all = read(path).all();

    for (int seen = 0; seen < all.size() - 1; seen++) {
      assertThat(read(path, LAST_SEEN, all.get(seen).id()).all())
          .isEqualTo(all.subList(seen + 1, all.size()));
    }
    Event last = all.get(all.size() - 1);
    assertThat(api.get(path, LAST_SEEN, last.id()).status()).isEqualTo(204);
  }

  @Test
  void who_comes_back_in_the_middle_misses_nothing() {
    String job = api.submitLine("for i in 1 2 3 4 5 6; do echo $i; sleep 0.15; done");
    String path = "/jobs/" + job + "/events";
    List<Event> seen = new ArrayList<>();
    String last = "";
    boolean over = false;
    while (!over) {
      try (EventReader reader = last.isEmpty() ? read(path) : read(path, LAST_SEEN, last)) {
        Event event = reader.next().orElseThrow();
        seen.add(event);
        last = event.id();
        over = event.what().equals("job succeeded");
      }
    }

    assertThat(seen).extracting(Event::id).doesNotHaveDuplicates();
    assertThat(said(seen))
        .contains("job queued", "job running", "node  running", "output  12", "node  succeeded");
    List<Integer> offsets =
        seen.stream()
            .filter(it -> it.kind().equals("output"))
            .map(it -> it.data().getInteger("offset"))
            .toList();
    assertThat(offsets).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void all_jobs_and_workers_are_told_from_now_on() {
    api.post("/jobs?wait=60", Api.line("true"));
    try (EventReader reader = read("/events")) {
      String id = reader.idBeforeAll();
      String job = api.submitLine("true");
      List<Event> events = reader.until("worker w1 idle");

      assertThat(said(events))
          .containsExactlyInAnyOrder(
              "job queued",
              "job running",
              "node  running",
              "worker w1 busy",
              "node  succeeded",
              "job succeeded",
              "worker w1 idle");
      assertThat(events.get(0).data().getString("job_id")).isEqualTo(job);
      try (EventReader again = read("/events", LAST_SEEN, id)) {
        assertThat(again.until("worker w1 idle")).isEqualTo(events);
      }
      try (EventReader again = read("/events", LAST_SEEN, events.get(3).id())) {
        assertThat(again.until("worker w1 idle")).isEqualTo(events.subList(4, events.size()));
      }
    }
  }

  @Test
  void who_comes_back_too_late_is_told_of_the_gap() {
    server.close();
    server = RunningServer.start(directory, 1, http -> http, service -> service.withEvents(5));
    api = server.api();
    String before;
    try (EventReader reader = read("/events")) {
      before = reader.idBeforeAll();
    }
    api.post("/jobs?wait=60", Api.line("true"));
    api.post("/jobs?wait=60", Api.line("true"));

    try (EventReader reader = read("/events", LAST_SEEN, before)) {
      assertThat(reader.next().orElseThrow().what()).isEqualTo("gap");
    }
  }

  @Test
  void who_comes_from_another_server_is_told_of_the_gap() {
    try (EventReader reader = read("/events", LAST_SEEN, "00000000-17")) {
      assertThat(reader.next().orElseThrow().what()).isEqualTo("gap");
    }
  }

  @Test
  void where_nothing_happens_the_server_gives_signs_of_life() {
    try (EventReader reader = read("/events")) {
      reader.skipToHeartbeat();
      reader.skipToHeartbeat();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "31ab4d7c-", "31ab4d7c--1", "31ab4d7c-9999999999999999999"})
  void an_id_that_no_event_has_is_refused(String id) {
    assertThat(api.get("/events", LAST_SEEN, id).status()).isEqualTo(400);
    String job = api.submitLine("sleep 600");
    assertThat(api.get("/jobs/" + job + "/events", LAST_SEEN, id).status()).isEqualTo(400);
  }

  @Test
  void a_reader_who_reads_nothing_is_dropped_and_holds_nobody_up() {
    server.close();
    server = RunningServer.start(directory, 0, RunningServer::quick, service -> service);
    api = server.api();
    String command = "{\"type\": \"execute\", \"command\": \"true\"}";
    String job =
        "{\"type\": \"parallel_group\", \"work\": ["
            + (command + ",").repeat(5_000)
            + command
            + "]}";
    try (RawClient lazy = new RawClient(server.port())) {
      lazy.send("GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      for (int i = 0; i < 10; i++) {
        String id = api.submit(job);
        assertThat(api.delete("/jobs/" + id, "").json().getString("state")).isEqualTo("cancelled");
      }
      await().pollDelay(RunningServer.QUICK.stall().multipliedBy(3)).until(() -> true);
      String got = lazy.rest();
      assertThat(got).contains("event: job");
      assertThat(got.split("event: node", -1).length).isLessThan(50_000);
    }
    assertThat(api.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void readers_see_the_end_of_a_server_that_closes() {
    String job = api.submitLine("sleep 600");
    api.awaitState(job, "running");
    try (EventReader reader = read("/jobs/" + job + "/events")) {
      reader.until("node  running");
      var closing = server.undeploy();
      assertThat(said(reader.all())).contains("job cancelling", "job cancelled");
      await().atMost(Api.PATIENCE).until(closing::isComplete);
    }
  }
}
