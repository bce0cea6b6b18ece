package io.jobsch.launcher;

/** What the program says of itself. */
final class Help {
  static final String ALL =
      """
      jobsch runs jobs: trees of commands, in sequence and in parallel, on one or more workers.

      Usage:
        jobsch run FILE|-     run a job here and now; end with its exit code

        jobsch server         take jobs over HTTP, and run them on workers
        jobsch worker         run commands for a server
        jobsch token          make a token for a server

        jobsch submit FILE|-  hand a job to a server; wait for its end, or follow it
        jobsch list           list the jobs of a server
        jobsch show JOB       show how a job stands
        jobsch logs JOB       print what its commands have written, or write
        jobsch cancel JOB...  stop jobs
        jobsch why JOB        say why a job waits, or ended as it did
        jobsch workers        list the workers of a server
        jobsch drain WORKER   let a worker take no new job

        jobsch simulate TRACE --workers N
                              play a day's jobs again in virtual time; tell how long they wait
        jobsch completion bash|zsh|fish
                              let a shell complete all of this
        jobsch help COMMAND   all about one of these
        jobsch --version      print the version
        jobsch --help         print this

      A first job:
        echo '{"type": "execute", "command": ["echo", "hello"]}' | jobsch run -
      """;

  static final String RUN =
      """
      Usage: jobsch run FILE|- [OPTION]...

      Runs the job that FILE says (- is stdin) in this process, and ends as the job ends.

      Options:
        --workers N        run N workers, 1 to 1000; unless given, as many as the job has roles
        --role GLOB        let the workers play only the roles that match GLOB ('server*');
                           may be given more than once; unless given, they play every role
        --workdir DIR      run the commands in DIR; unless given, in the current directory
        --timeout SECONDS  stop the job after that time, as a timeout of its root would;
                           if it has one, the shorter of both holds
        --json             print the result as one JSON document on stdout, when the job is over;
                           what the commands write goes to stderr
        --quiet            print only what the commands write, and one line if the job fails;
                           with --json, only the document
        --help             print this

      Output:
        On a terminal: what the commands write, each line with the role or the command that wrote
        it ("|" is its stdout, "!" its stderr), above the tree of the job with states and times.
        Otherwise: the commands' stdout on stdout, byte for byte; all else on stderr, in plain
        lines. Where stdout and stderr are not both terminals, that is the way taken.

      A job:
        {"type": "execute", "command": ["echo", "hello"]}          a program and its arguments
        {"type": "execute", "command": "echo hello > a; cat a"}    a line for the shell
        {"type": "sequence_group", "work": [JOB, ...]}             one after the other
        {"type": "parallel_group", "work": [JOB, ...]}             all at the same time
        Any of them may also have "name", "role" (who plays it: each role is played by a worker of
        its own), "timeout" (in seconds), "env" ({"NAME": "value"}) and "cwd"; a parallel_group
        may have "max_parallel". The outermost may have "priority": the higher is served first.

      Exit codes:
        0     the job succeeded
        1     it failed; but a job that is a single command ends with that command's own exit
              code: 127 if there is no such program, 126 if it could not be started otherwise,
              128 + N if signal N ended it
        2     nothing was run: the job is invalid (every problem is listed, as
              FILE:LINE:COLUMN POINTER: MESSAGE), the command line makes no sense, or the workers
              cannot play the job's roles
        70    jobsch itself failed
        124   the job took longer than its own timeout, or than --timeout
        130   it was cancelled
        141   nobody reads stdout any more, so the job was cancelled

      Ctrl-C (or TERM, or HUP) cancels the job: its processes are told to end and killed 10 s later
      if they are still there. A second one kills them at once; a third one waits for nothing.

      Environment:
        NO_COLOR           if it is set, no colours
        JOBSCH_JAVA_OPTS   options for Java, such as -Xmx1g
        JAVA_HOME          the Java to run with, 17 or newer; else the one in PATH
      """;

  static final String SIMULATE =
      """
      Usage: jobsch simulate TRACE|- --workers N [OPTION]...
             jobsch simulate --jobs FILE|- --workers N [OPTION]...

      Plays jobs again in virtual time, on N workers that suit every role, and tells how long they
      waited. The scheduler is the real one; nothing is run.

      What is played:
        TRACE              a trace in the Standard Workload Format, in which the logs of batch
                           systems are published: each job is that many commands at once, each
                           with a role of its own and with the requested time as its timeout
        --jobs FILE        recorded jobs instead, one JSON object in each line:
                           {"submit": 0, "job": JOB, "duration": 60}
                           {"submit": 12.5, "job": JOB, "durations": {"/work/0": 10, "/work/1": 3},
                            "exit_codes": {"/work/1": 1}}   (in one line)
                           times are in seconds; "duration" holds for every command that
                           "durations" does not name by its place in the job
        Either may be -, for stdin.

      Options:
        --workers N        how many workers there are
        --reserve-after SECONDS
                           reserve workers also for jobs that have waited longer than that, so
                           that no shorter job goes before them; unless given, only for the first
                           that waits
        --json             print the figures as one JSON object
        --help             print this

      Figures (times in seconds):
        jobs               how many were played
        mean_wait          from submission until all workers of a job are there, on average
        max_wait           the longest of these times
        mean_bounded_slowdown
                           the mean of (wait + run) / run, where a run of less than 10 s counts as
                           10 s, and of 1 where that is less
        makespan           from the first submission to the last end
        utilization        which part of that the workers were given to jobs, from 0 to 1
        skipped            jobs that were not played: those with more roles than N, and in a trace
                           those whose time, run time or processors are not known
      On a terminal also a plot: how many jobs waited, and how many workers were in use.

      Exit codes:
        0     the jobs were played, however they ended
        2     nothing was played: the command line makes no sense, or the file cannot be read or
              is not as it should be (problems are listed, as FILE:LINE:COLUMN MESSAGE)
        70    jobsch itself failed
        141   nobody reads stdout any more
      """;

  private Help() {}
}
