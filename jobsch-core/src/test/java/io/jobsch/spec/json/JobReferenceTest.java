package io.jobsch.spec.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the job reference shows is so. */
class JobReferenceTest {
  private static final String TEXT = Docs.text("job-reference.md");

  @Test
  void its_jobs_are_right_but_for_the_one_whose_problems_it_lists() {
    List<String> documents =
        Pattern.compile("^```json\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(TEXT)
            .results()
            .map(found -> found.group(1))
            .toList();
    List<String> listed =
        Pattern.compile("^job\\.json:(.*)$", Pattern.MULTILINE)
            .matcher(TEXT)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(documents).hasSizeGreaterThan(3);
    assertThat(listed).hasSize(3);
    assertThat(documents.stream().flatMap(each -> Refusals.of(each).stream()))
        .containsExactlyElementsOf(listed);
  }
}
