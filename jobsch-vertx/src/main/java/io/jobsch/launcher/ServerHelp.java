package io.jobsch.launcher;

/** What the program says of {@code jobsch server}. */
final class ServerHelp {
  static final String TEXT =
      """
      Usage: jobsch server [OPTION]...

      Runs a scheduler that takes jobs over HTTP. Prints "listening on http://HOST:PORT" when it is
      ready, and runs until it is told to end (Ctrl-C, TERM or HUP): then it cancels what runs,
      waits until that is gone, and ends. A second signal waits for nothing.

        curl -d @job.json http://127.0.0.1:8080/jobs
        curl -X DELETE -d '{"job_id": "..."}' http://127.0.0.1:8080/jobs

      Options:
        --host HOST                where to listen; unless given, 127.0.0.1: this machine alone
        --port PORT                unless given, 8080; 0 for any that is free
        --data DIR                 keep on disk there what commands write; unless given, where
                                   temporary files are
        --local-workers N          run N workers in the server's own process, called w1, w2, ...;
                                   unless given, none
        --workdir DIR              where those run their commands; unless given, the current one
        --lease SECONDS            a worker that gets no sign of life from the server for so long
                                   kills what it runs; unless given, 30
        --grace SECONDS            a worker that is away for longer is lost, and its jobs with it;
                                   more than the lease; unless given, 45
        --max-jobs N               take N jobs at a time that are not over, no more; unless given,
                                   100000
        --reserve-after SECONDS    reserve workers also for jobs that have waited longer than that,
                                   so that no shorter job goes before them; unless given, only
                                   for the first that waits
        --keep-jobs N              keep N jobs that are over, the last ones; unless given, 1000
        --token-file FILE          ask clients for the token in FILE (or in JOBSCH_TOKEN)
        --worker-token-file FILE   ask workers for the token in FILE (or in JOBSCH_WORKER_TOKEN)
        --tls-cert FILE            serve HTTPS with this certificate, in PEM
        --tls-key FILE             and this key, in PEM (PKCS #8)
        --insecure-plaintext       do without TLS, also where others may listen in
        --public-host NAME         also be reached as NAME: what a proxy or the DNS calls the
                                   server; may be given more than once
        --json                     print {"listening": "http://HOST:PORT"} when it is ready
        --help                     print this

      Whoever may submit a job runs commands on the workers. Another --host than one of this
      machine alone therefore needs both tokens and TLS. "jobsch token" makes a token.

      Exit codes:
        0     it was told to end, and has ended
        2     it was not started, and says why
        70    jobsch itself failed
        130   it was told to end twice

      Environment:
        JOBSCH_TOKEN          the clients' token, unless --token-file is given
        JOBSCH_WORKER_TOKEN   the workers' token, unless --worker-token-file is given
        JOBSCH_JAVA_OPTS      options for Java, such as -Xmx1g
      """;

  private ServerHelp() {}
}
