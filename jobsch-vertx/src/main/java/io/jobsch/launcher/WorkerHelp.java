package io.jobsch.launcher;

/** What the program says of {@code jobsch worker}. */
final class WorkerHelp {
  static final String TEXT =
      """
      Usage: jobsch worker --scheduler URL --name NAME [OPTION]...

      Runs commands for the server at URL, and listens on nothing: it dials out, and dials again
      when the connection is gone. Prints "connected to URL as NAME" when it is ready. While it is
      cut off, what it runs goes on; after the server's lease (30 s) without a sign of life from
      the server it kills that.

        jobsch worker --scheduler http://127.0.0.1:8080 --name w1

      Options:
        --scheduler URL       the server; unless given, what JOBSCH_SCHEDULER says
        --name NAME           unique among the server's workers
        --slots N             be N workers, called NAME/1, NAME/2, ...; unless given, one
        --workdir DIR         run commands in DIR; unless given, in the current directory
        --role GLOB           play only the roles that match GLOB ('server*'); may be given more
                              than once; unless given, every role, or what the file suits_role.py
                              in the directory says
        --drain-timeout SECONDS
                              how long what runs may take when the worker is told to end; unless
                              given, 60
        --token-file FILE     the workers' token of the server; unless given, what
                              JOBSCH_WORKER_TOKEN says
        --ca-file FILE        trust the certificates in FILE, in PEM, in place of the usual ones
        --insecure-plaintext  do without TLS, also where others may listen in
        --json                print {"connected": URL, "worker": NAME} when it is ready
        --help                print this

      Ctrl-C (or TERM, or HUP) drains it: it takes no new job, finishes what its job wants of it,
      and leaves; after the drain timeout it cancels what runs. A second one cancels that at once,
      a third one waits for nothing.

      Exit codes:
        0     it was told to end, and has left
        2     it was not started, or the server does not want it, and says why
        70    jobsch itself failed
        130   it was told to end three times

      Environment:
        JOBSCH_SCHEDULER      the server, unless --scheduler is given
        JOBSCH_WORKER_TOKEN   the token, unless --token-file is given; no command gets to see it
        JOBSCH_JAVA_OPTS      options for Java, such as -Xmx1g
      """;

  private WorkerHelp() {}
}
