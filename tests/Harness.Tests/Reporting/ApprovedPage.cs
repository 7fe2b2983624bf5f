namespace RunScope.Testing.Tests.Reporting;

/// <summary>The text of the example's page as approved: a change of what readers find shows up as a diff here.</summary>
internal static class ApprovedPage
{
    public const string Text = """
        ✗ | 1 of 4 limits missed
        Compressing_is_cpu_bound
        compress --level 9 "corpus with spaces.bin"
        1 run | 2026-03-14 09:26:53 UTC | engine procfs at 100 Hz | process 4127 | 1 warning
        Limits | States | Over time | Phases | Waits | Threads | How sure | Machine | Output
        Limits
        ✗ | missed
        DiskSleep | at most 5.0 % | was | 16.9 %
        1.30 of 7.69 thread-s; sampled at 100 Hz, 95 % CI 15.2..18.8; threads: Application
        99 % of it in fsync(/data/out.gz), thread "writer" 4128
        ? | inconclusive
        Sleeping | at most 35.0 % | was | 34.6 %
        2.66 of 7.69 thread-s; sampled at 100 Hz, 95 % CI 32.7..36.5; threads: Application
        The interval lies on both sides of the limit: profile for longer, or raise SampleRate.
        ✓ | kept
        Running + Runnable | at least 40.0 % | was | 48.5 %
        3.73 of 7.69 thread-s; exact; threads: Application
        ✓ | kept
        WallTime | at most 30 s | was | 2.40 s
        Key figures
        Wall time | 2.40 s
        CPU time | 5.36 s | of the whole tree
        Average CPUs | 2.23 | CPU time / wall time
        Ended with | exit code 0 | by itself
        Peak memory | 46.1 MiB | largest process
        Storage | 4 KiB / 30 MiB | read / written
        Context switches | 5,123 / 871 | voluntary / involuntary
        Threads | 7 | seen in all
        Processes | 2 | seen in all
        Where the time went
        0 % | 25 % | 50 % | 75 % | 100 % | Against the limits, over Application in "body" | DiskSleep | 16.9 % | ✗ at most 5.0 % | Sleeping | 34.6 % | ? at most 35.0 % | Running + Runnable | 48.5 % | ✓ at least 40.0 % | All threads in the whole run | Running | 37.0 % | 5.35 s | Runnable | 7.3 % | 1.05 s | Sleeping | 44.6 % | 6.45 s | DiskSleep | 8.8 % | 1.28 s | Stopped | 0.8 % | 120.0 ms | Other | 0.2 % | 30.0 ms | Unresolved | 1.2 % | 180.0 ms
        0 % | 25 % | 50 % | 75 % | 100 % | Against the limits, over Application in "body" | DiskSleep | 16.9 % | ✗ at most 5.0 % | Sleeping | 34.6 % | ? at most 35.0 % | Running + Runnable | 48.5 % | ✓ at least 40.0 % | All threads in the whole run | Running | 37.0 % | 5.35 s | Runnable | 7.3 % | 1.05 s | Sleeping | 44.6 % | 6.45 s | DiskSleep | 8.8 % | 1.28 s | Stopped | 0.8 % | 120.0 ms | Other | 0.2 % | 30.0 ms | Unresolved | 1.2 % | 180.0 ms
        Over time
        Running | on a CPU
        Runnable | ready, waiting for a CPU
        Sleeping | waiting for a timer, a lock, a pipe, a socket
        DiskSleep | in a wait that can't be interrupted, mostly storage
        Stopped | stopped by a signal or a tracer
        Other | any other state that the kernel named
        Unresolved | off the CPU for certain, in which state wasn't seen
        Zoom in | Zoom out | ◀ | ▶ | Whole run
        0 s | 0.5 s | 1 s | 1.5 s | 2 s
        Phases | body
        Whole tree | 0 to 5 threads on a CPU, and above them those waiting for one | 2 CPUs
        compress | 4127
        worker-0 | 4129
        writer | 4128
        worker-1 | 4130
        worker-2 | 4131
        helper | 5001
        .NET SigHandler | 5000, runtime
        Each column of a row is filled by the share of each state in it.
        The same in numbers
        From | To | CPUs used | Threads waiting | Running | Runnable | Sleeping | DiskSleep | Stopped | Other | Unresolved
        0 s | 120.0 ms | 0.98 | 0.13 | 45.2 % | 5.9 % | 35.1 % | 13.8 % | 0 | 0 | 0
        120.0 ms | 240.0 ms | 2.29 | 0.43 | 41.1 % | 7.7 % | 47.2 % | 4.0 % | 0 | 0 | 0
        240.0 ms | 360.0 ms | 2.05 | 0.42 | 34.2 % | 7.0 % | 43.8 % | 15.0 % | 0 | 0 | 0
        360.0 ms | 480.0 ms | 2.23 | 0.44 | 37.2 % | 7.4 % | 51.6 % | 3.8 % | 0 | 0 | 0
        480.0 ms | 600.0 ms | 2.41 | 0.45 | 40.1 % | 7.5 % | 37.4 % | 15.0 % | 0 | 0 | 0
        600.0 ms | 720.0 ms | 2.07 | 0.41 | 34.5 % | 6.9 % | 54.9 % | 3.8 % | 0 | 0 | 0
        720.0 ms | 840.0 ms | 1.94 | 0.41 | 32.4 % | 6.8 % | 45.8 % | 15.0 % | 0 | 0 | 0
        840.0 ms | 960.0 ms | 2.45 | 0.47 | 40.8 % | 7.8 % | 47.6 % | 3.8 % | 0 | 0 | 0
        960.0 ms | 1.08 s | 2.49 | 0.46 | 41.5 % | 7.7 % | 35.8 % | 15.0 % | 0 | 0 | 0
        1.08 s | 1.20 s | 1.90 | 0.42 | 31.6 % | 6.9 % | 57.7 % | 3.8 % | 0 | 0 | 0
        1.20 s | 1.32 s | 2.67 | 0.54 | 38.1 % | 7.7 % | 35.6 % | 12.9 % | 5.7 % | 0 | 0
        1.32 s | 1.44 s | 3.11 | 0.64 | 44.4 % | 9.1 % | 37.5 % | 3.2 % | 5.7 % | 0 | 0
        1.44 s | 1.56 s | 2.47 | 0.52 | 35.2 % | 7.4 % | 36.7 % | 12.9 % | 2.9 % | 0.7 % | 4.3 %
        1.56 s | 1.68 s | 2.07 | 0.41 | 29.6 % | 5.9 % | 51.3 % | 3.2 % | 0 | 1.4 % | 8.6 %
        1.68 s | 1.80 s | 2.12 | 0.40 | 30.3 % | 5.7 % | 41.2 % | 12.9 % | 0 | 1.4 % | 8.6 %
        1.80 s | 1.92 s | 2.53 | 0.49 | 42.2 % | 8.2 % | 45.9 % | 3.8 % | 0 | 0 | 0
        1.92 s | 2.04 s | 1.81 | 0.38 | 30.1 % | 6.3 % | 48.6 % | 15.0 % | 0 | 0 | 0
        2.04 s | 2.16 s | 2.50 | 0.48 | 41.7 % | 8.0 % | 46.5 % | 3.8 % | 0 | 0 | 0
        2.16 s | 2.28 s | 2.48 | 0.46 | 41.3 % | 7.7 % | 36.0 % | 15.0 % | 0 | 0 | 0
        2.28 s | 2.40 s | 1.99 | 0.42 | 34.5 % | 7.3 % | 54.2 % | 3.9 % | 0 | 0 | 0
        Phases
        body | 400.0 ms to 2.00 s
        The test's body ran in this span: limits that name no phase are held against it, not against the whole run.
        Length | 1.60 s | 66.7 % of the run
        CPU time | 700.0 ms | of its threads
        Average CPUs | 0.44 | CPU time / length
        Context switches | unknown | voluntary / involuntary
        Storage | unknown | read / written
        Threads | 1 | lived in it
        State | Share | Time | How it is known
        Running | 66.3 % | 1.59 s | Exact: the kernel's own accounting, whatever the sample rate.
        Runnable | 8.0 % | 192.0 ms | Exact: the kernel's own accounting, whatever the sample rate.
        Sleeping | 25.8 % | 618.0 ms | Unresolved: not known here; the warnings say why.
        What it waited for
        By system call and by the function of the kernel that the threads slept in, over the whole run.
        State | Call | Threads | Time | Of the state | Of all time | Samples
        DiskSleep | fsync
        1.29 s | writer 4128 | /data/out.gz | fsync | Writer.Flush
        writer 4128 | 1.29 s | 100.9 % | 8.9 % | 129
        Sleeping | futex | in | futex_wait_queue | worker-0 4129 | 811.0 ms | 12.6 % | 5.6 % | 81
        Threads
        Name | TID | Process | Lifetime | States | Running | Runnable | Sleeping | DiskSleep | Stopped | Other | Unresolved | CPU | Switches | vol. / invol.
        compress | 4127 | compress 4127 | 2.40 s | 66.3 % | 8.0 % | 25.8 % | 0 | 0 | 0 | 0 | 1.59 s | 100 / 1
        worker-0 | 4129 | compress 4127 | 2.30 s | 56.3 % | 12.5 % | 31.2 % | 0 | 0 | 0 | 0 | 1.30 s | 300 / 3
        writer | 4128 | compress 4127 | 2.32 s | 10.2 % | 2.6 % | 32.2 % | 55.1 % | 0 | 0 | 0 | 236.8 ms | 200 / 2
        worker-1 | 4130 | compress 4127 | 2.26 s | 51.3 % | 11.4 % | 37.3 % | 0 | 0 | 0 | 0 | 1.16 s | 400 / 4
        worker-2 | 4131 | compress 4127 | 2.22 s | 43.9 % | 10.2 % | 45.9 % | 0 | 0 | 0 | 0 | 973.7 ms | 500 / 5
        helper | 5001 | helper 5001 | 600.0 ms | 15.0 % | 5.0 % | 25.0 % | 0 | 20.0 % | 5.0 % | 30.0 % | 90.0 ms | 700 / 7
        .NET SigHandler | runtime | 5000 | compress 4127 | 2.36 s | 0 | 0 | 100.0 % | 0 | 0 | 0 | 0 | 0 s | 600 / 6
        Processes
        Name | PID | Parent | Started at | Lifetime | Threads | Executable
        compress | 4127 | 4000 | 0 s | 2.40 s | 6 | /usr/bin/compress
        helper | 5001 | 4127 | 1.20 s | outlived the root process | 1 | unknown
        How sure these numbers are
        Exact | is the kernel's own account of every nanosecond. | Sampled | is what was seen at the rounds; the true share lies in the interval in 95 of 100 runs. | Bounded | lies between the two ends for certain. | Unresolved | isn't known, and isn't spread over the others.
        Two rounds were missed: the machine was busy.
        State | Share | Time | How it is known
        Running | 37.0 % | 5.35 s | Exact: the kernel's own accounting, whatever the sample rate.
        Runnable | 7.3 % | 1.05 s | Exact: the kernel's own accounting, whatever the sample rate.
        Sleeping | 44.6 % | 6.45 s | Sampled at 100 Hz: 238 informative samples; 95 % interval 42.6 % to 46.6 %.
        DiskSleep | 8.8 % | 1.28 s | Sampled at 100 Hz: 238 informative samples; 95 % interval 6.8 % to 10.8 %.
        Stopped | 0.8 % | 120.0 ms | Bounded: between 1.0 % and 5.0 %.
        Other | 0.2 % | 30.0 ms | Unresolved: not known here; the warnings say why.
        Unresolved | 1.2 % | 180.0 ms | Off the CPU for certain, but the state wasn't seen: between a thread's last sample and its end, or where the warnings say.
        The states sum to 14.46 s, the lifetimes of 7 threads together. Engine procfs: The scheduler's accounting is readable for this user's processes.
        Engine | procfs | 100 rounds per second
        Rounds taken | 238 | of 240 asked for
        Rounds missed | 2
        Rounds late | 3 | by more than half a period
        Records lost | 0
        Unattributed CPU | 12.0 ms | of threads and children that lived between two rounds
        Sampler's own CPU | 9.4 ms
        Machine, and what it did to the run
        ✓ | The hypervisor took hardly any CPU time (0.3 %).
        ✓ | Other processes hardly kept these threads waiting for a CPU: 0.3 % of the thread time; in 12.0 % of the run some task of the machine waited for a CPU.
        ! | The control group's quota of 2.00 CPUs was used up: threads were held up for 180.0 ms, summed over CPUs, 7.5 % of the run. Other processes of the group took 95.0 ms of it. Wall time and Runnable are longer by it.
        ! | In 31.0 % of the run some task of the machine waited for storage. These threads were in DiskSleep for 8.8 % of their time: whether others made that longer can't be told.
        CPU | Example CPU 3.0 GHz
        CPUs | 4 | control group allows 2.00
        Kernel | 6.8.0
        Runtime | .NET 10.0.1
        CPU time stolen | 0.3 % | by the hypervisor
        CPU pressure | 12.0 % | of the time some task of the machine waited for a CPU
        Storage pressure | 31.0 % | of the time some task of the machine waited for storage
        Throttled | 180.0 ms | summed over CPUs, while the control group's quota was used up
        Run delay from outside | 41.0 ms | waited for a CPU though this tree alone would have fitted
        Output
        Standard error
        The end of it; there was more.
        warning: corpus is small
        Standard output
        The end of it; there was more.
        compressed 1 file
        """;
}
