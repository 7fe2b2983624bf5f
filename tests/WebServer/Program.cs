using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A small web server on loopback, as applications are: the pool of the runtime answers, a thread of its own writes what it is given.
//   GET /          answers at once
//   GET /cpu/MS    computes for so many milliseconds
//   GET /wait/MS   answers so much later; no thread waits meanwhile
//   GET /store     hands work to the thread "store-writer"
//   GET /about     what the process says of itself: CPU time in nanoseconds, threads, the writer's thread ID
// It prints its port once it listens, and ends with 0 on SIGTERM.
using var queue = new BlockingCollection<int>();
var stored = 0;
var writerId = 0;
var writer = new Thread(() =>
{
    writerId = Libc.gettid();
    foreach (var _ in queue.GetConsumingEnumerable()) stored++;
})
{ Name = "store-writer" };
writer.Start();

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var app = builder.Build();
app.MapGet("/", () => "hello");
app.MapGet("/cpu/{ms:int}", (int ms) => Spin(TimeSpan.FromMilliseconds(ms)).ToString());
app.MapGet("/wait/{ms:int}", async (int ms) =>
{
    await Task.Delay(ms);
    return "waited";
});
app.MapGet("/store", () =>
{
    queue.Add(1);
    return "accepted";
});
app.MapGet("/about", () =>
    $"{(long)Environment.CpuUsage.TotalTime.TotalNanoseconds} {Directory.GetDirectories("/proc/self/task").Length} {writerId}");

await app.StartAsync();
Console.WriteLine($"port {new Uri(app.Urls.Single()).Port}");
await app.WaitForShutdownAsync();
queue.CompleteAdding();
writer.Join();
return 0;

static long Spin(TimeSpan time)
{
    var turns = 0L;
    for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;) turns++;
    return turns;
}

internal static partial class Libc
{
    [LibraryImport("libc")]
    internal static partial int gettid();
}
