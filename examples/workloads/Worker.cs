using System.Globalization;
using System.Text;

namespace Workloads;

/// <summary>A real thread with a name that keeps its own books.</summary>
internal sealed unsafe class Worker
{
    private readonly byte[] _name;
    private readonly Thread _thread;
    private ThreadTruth? _truth;

    private Worker(byte[] name, Action<Worker> work)
    {
        _name = name;
        _thread = new Thread(() => Live(work), maxStackSize: 256 * 1024);
        _thread.Start();
    }

    private Worker(byte[] name) => (_name, _thread) = (name, Thread.CurrentThread);

    internal long AskedSleepNs { get; private set; }

    internal long SleptNs { get; private set; }

    internal long DiskCallNs { get; set; }

    internal long WaitCallNs { get; set; }

    internal long Iterations { get; set; }

    /// <summary>Starts "worker-0", "worker-1" and so on, waits for all of them and puts their truths into the report.</summary>
    internal static void RunAll(Report report, int count, Action<int, Worker> work) => Join(report, StartAll(count, work));

    internal static Worker[] StartAll(int count, Action<int, Worker> work)
    {
        var workers = new Worker[count];
        for (var i = 0; i < count; i++)
        {
            var index = i;
            workers[i] = Start(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"worker-{index}")), worker => work(index, worker));
        }

        return workers;
    }

    internal static Worker Start(byte[] name, Action<Worker> work) => new(name, work);

    internal static void Join(Report report, IEnumerable<Worker> workers)
    {
        foreach (var worker in workers)
        {
            worker._thread.Join();
            report.Truth.Threads.Add(worker._truth!);
        }
    }

    /// <summary>The main thread's own figures; to be asked on it.</summary>
    internal static ThreadTruth MainThread()
    {
        var name = stackalloc byte[16];
        Libc.prctl(Libc.PR_GET_NAME, (nint)name, 0, 0, 0);
        return new Worker(new ReadOnlySpan<byte>(name, 15).TrimEnd((byte)0).ToArray()).Read(null);
    }

    /// <summary>Sleeps by the clock, and notes how long was asked for and how long it took.</summary>
    internal void Sleep(long nanoseconds)
    {
        var start = Clocks.Now;
        Clocks.SleepUntil(start + nanoseconds);
        AskedSleepNs += nanoseconds;
        SleptNs += Clocks.Now - start;
    }

    private void Live(Action<Worker> work)
    {
        var born = Clocks.Now;
        fixed (byte* name = (byte[])[.. _name, 0]) Libc.prctl(Libc.PR_SET_NAME, (nint)name, 0, 0, 0);
        // The default slack of 50 us would make every sleep longer than asked.
        Libc.prctl(Libc.PR_SET_TIMERSLACK, 1, 0, 0, 0);
        work(this);
        _truth = Read(born);
    }

    private ThreadTruth Read(long? born)
    {
        Libc.Rusage usage;
        Libc.getrusage(Libc.RUSAGE_THREAD, &usage);
        var plain = _name.AsSpan().IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
        return new ThreadTruth
        {
            Tid = Libc.gettid(),
            Name = Encoding.UTF8.GetString(_name),
            NameHex = plain ? null : Convert.ToHexStringLower(_name),
            RunDelayNs = RunDelay(),
            AskedSleepNs = AskedSleepNs,
            SleptNs = SleptNs,
            DiskCallNs = DiskCallNs,
            WaitCallNs = WaitCallNs,
            VoluntarySwitches = usage.VoluntarySwitches,
            InvoluntarySwitches = usage.InvoluntarySwitches,
            Iterations = Iterations,
            CpuNs = Clocks.ThreadCpu,
            LifetimeNs = Clocks.Now - born,
        };
    }

    private static long? RunDelay()
    {
        try
        {
            var fields = File.ReadAllText("/proc/thread-self/schedstat").Split(' ');
            return long.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
