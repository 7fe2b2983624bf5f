using RunScope.Testing.Cli.Live;
using Spectre.Console;
namespace RunScope.Testing.Tests;
public sealed class ZBench
{
    [Fact]
    public void Bench()
    {
        var model = new LiveModel();
        var samples = new ThreadSample[200];
        void Round(int r) { for (var i = 0; i < 200; i++) samples[i] = new ThreadSample { ProcessId = 1, ThreadId = i + 1, ProcessName = "p", ThreadName = "worker-" + (i % 10), State = i % 3 == 0 ? TaskState.Running : TaskState.Sleeping, At = TimeSpan.FromMilliseconds(10 * r), Elapsed = TimeSpan.FromMilliseconds(r == 0 ? 0 : 10), CpuTime = TimeSpan.FromMilliseconds(3), RunQueueDelay = TimeSpan.FromMilliseconds(1) }; model.Take(r, samples); }
        for (var r = 0; r < 2000; r++) Round(r);
        var sw = ThreadCpu(); var alloc = GC.GetAllocatedBytesForCurrentThread();
        for (var r = 2000; r < 7000; r++) Round(r);
        var took = ThreadCpu() - sw; var al = GC.GetAllocatedBytesForCurrentThread() - alloc;
        var printer = new FramePrinter(ColorSystemSupport.Standard);
        LiveScene Scene() { var view = model.Look(); return new LiveScene { Subject = new LiveSubject(false, 1, "p", "p", "u", []), Status = new LiveStatus(100, 1, 0, TimeSpan.Zero, null), View = view, Rows = new LiveUi().Order.Of(view.Rows) }; }
        for (var i = 0; i < 300; i++) printer.Lines(LiveScreen.Draw(Scene(), 160, 50), 160);
        sw = ThreadCpu(); alloc = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++) printer.Lines(LiveScreen.Draw(Scene(), 160, 50), 160);
        File.WriteAllText("/tmp/livex/bench.txt", $"take: {took / 5000.0:0.0} us per round of 200, {al / 5000} bytes; frame: {(ThreadCpu() - sw) / 200.0:0} us, {(GC.GetAllocatedBytesForCurrentThread() - alloc) / 200} bytes\n");
    }
    private static double ThreadCpu() => double.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0]) / 1000;
}
