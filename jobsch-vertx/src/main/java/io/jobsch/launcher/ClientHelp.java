package io.jobsch.launcher;

/** What the program says of the commands that ask a server. */
final class ClientHelp {
  private static final String JOB =
      """

      JOB is the id of a job, the first digits of it, or "last": the one that you submitted last to
      the server.
      """;

  static final String SUBMIT =
      """
      Usage: jobsch submit FILE|- [OPTION]...

      Hands the job that FILE says (- is stdin) to a server, and prints its id. "jobsch run --help"
      tells what a job looks like.

        jobsch submit job.json
        jobsch submit job.json --follow
        id=$(jobsch submit job.json)

      Options:
        --wait             wait for the end of the job; end as it ends
        --follow           the same, and show the job meanwhile as "jobsch run" does
        --quiet            with --follow: only what the commands write, and one line if the job
                           fails
        --dry-run          submit nothing; tell whether the job would start now, and on which
                           workers, or what it would wait for
        --json             print {"job_id": "..."}; with --wait or --follow, when the job is over,
                           its result as "jobsch run --json" prints it; with --dry-run
                           {"roles": [...], "would_start": true, "workers": {...}} or "waiting"

      Ctrl-C (or TERM, or HUP) ends this command, with 130; the job goes on. "jobsch cancel" stops
      it, "jobsch logs -f" follows it again.

      Exit codes with --wait and --follow: those of the job, as of "jobsch run".
      """;

  static final String LIST =
      """
      Usage: jobsch list [OPTION]...

      Lists the jobs of a server, the last one first: those that are not over, and of the others
      those that the server keeps.

      Options:
        --state STATES     only those that are queued, running, cancelling, succeeded, failed or
                           cancelled; several with commas between them, or one by one
        --name NAME        only those of that name
        --limit N          at most N, 1 to 1000; unless given, 50
        --json             print {"jobs": [{"job_id", "state", "name", "reason", "submitted_at",
                           "started_at", "finished_at"}], "next_cursor"}
      """;

  static final String SHOW =
      """
      Usage: jobsch show JOB [OPTION]...

      Shows how a job stands: its tree, with the state of every node; and where it failed, what the
      command that failed wrote last.

      Options:
        --json             print the job's document: its tree with the states of its nodes
      """
          + JOB;

  static final String LOGS =
      """
      Usage: jobsch logs JOB [OPTION]...

      Prints what the commands of a job have written: what they wrote to stdout on stdout, what they
      wrote to stderr on stderr. On a terminal each line says who wrote it, if the job has several
      commands. Where the server did not keep all, a line says so.

      Options:
        -f, --follow       go on until the job ends
        --node PLACE       only what that command wrote, or those below that group: /work/1
        --stdout           only what they wrote there
        --stderr           only what they wrote there
        --json             print {"node": "/work/1", "stream": "stdout", "line": "..."} for each line

      Ctrl-C ends this command; the job goes on.
      """
          + JOB;

  static final String CANCEL =
      """
      Usage: jobsch cancel JOB... [OPTION]...

      Stops jobs: what waits is not started, what runs is told to end and killed 10 s later if it is
      still there, with all that it started. Prints the state of each job: "cancelling" until its
      processes are gone.

      Options:
        --json             print {"job_id": "...", "state": "..."} for each job
      """
          + JOB;

  static final String WHY =
      """
      Usage: jobsch why JOB [OPTION]...

      Says why a job waits; or, if it is over, why it ended as it did.

      Options:
        --json             print {"job_id", "state"} with "waiting" or "reason"
      """
          + JOB;

  static final String WORKERS =
      """
      Usage: jobsch workers [OPTION]...

      Lists the workers that are connected to a server, and what they are about.

      Options:
        --json             print {"workers": [{"name", "state", "job_id", "role", ...}]}
      """;

  static final String DRAIN =
      """
      Usage: jobsch drain WORKER [OPTION]...

      Asks a worker to take no new job; what its job still wants of it, it does. It stays connected.

      Options:
        --undo             let it take jobs again
        --json             print {"worker": "...", "draining": true}
      """;

  /** Stands below each. */
  static final String SERVER =
      """

      The server:
        --scheduler URL       unless given, what JOBSCH_SCHEDULER says, or http://127.0.0.1:8080
        --token-file FILE     the clients' token; unless given, what JOBSCH_TOKEN says
        --ca-file FILE        trust the certificates in FILE, in PEM, in place of the usual ones
        --insecure-plaintext  send the token without TLS, also where others may listen in
        --help                print this

      Exit codes:
        0     it is done
        2     the server, or this program, was asked for something that makes no sense, or that is
              not there
        69    the server cannot be reached, or not securely; or it was started again and does not
              know any more the job that was waited for
        70    jobsch itself failed
        75    the server cannot do it now; try again later
        76    what answers is no server of jobsch, or another version of it
        77    the server wants a token, or another one
        141   nobody reads stdout any more
      """;

  static final String COMPLETION =
      """
      Usage: jobsch completion bash|zsh|fish

      Prints a script that lets a shell complete the commands of jobsch, their options, and the
      jobs and workers of the server that JOBSCH_SCHEDULER names:

        bash:  eval "$(jobsch completion bash)"                       in ~/.bashrc
        zsh:   eval "$(jobsch completion zsh)"                        in ~/.zshrc, after compinit
        fish:  jobsch completion fish > ~/.config/fish/completions/jobsch.fish
      """;

  private ClientHelp() {}
}
