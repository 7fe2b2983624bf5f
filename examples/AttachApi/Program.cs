using System.Diagnostics;
using AttachApi;
using RunScope.Testing;

// Attaches to a process that runs already, watches it, and says where its threads spent their time:
//   dotnet run --project examples/AttachApi              a worker of its own, which it starts and ends itself
//   dotnet run --project examples/AttachApi -- 4711      any process of this user
if (args is ["work"]) return Worker.Run();
if (args is [var word] && int.TryParse(word, out var given)) return await WatchAsync(given);

using var worker = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["work"]))!;
try
{
    return await WatchAsync(worker.Id);
}
finally
{
    worker.Kill(); // it is ours; what is only attached to is never ended
}

static async Task<int> WatchAsync(int processId)
{
    try
    {
        await using var attached = await ProcessProfiler.AttachAsync(processId, new AttachOptions { SampleRate = 200 });
        Console.WriteLine($"Attached to {attached.Name}, process {attached.ProcessId}: {attached.CommandLine}");
        foreach (var missing in attached.Access.Limits) Console.WriteLine($"Not to be had: {missing}");

        await Live.ShowAsync(attached, rounds: 3);
        var profile = await Live.WatchAsync(attached);

        Summary.Print(profile);
        var verdict = Summary.Judge(profile);
        foreach (var finding in verdict.Findings) Console.WriteLine($"  {finding.Outcome}: {finding.Metric} {finding.Limit}, was {finding.Actual}");
        Console.WriteLine($"{verdict.Outcome}; the whole report: {profile.WriteReport("TestResults/attach", verdict)}");
        return 0;
    }
    catch (AttachException e)
    {
        Console.Error.WriteLine(e.Message); // says why, and what to do
        return e.Problem == AttachProblem.NotFound ? 3 : 1;
    }
}
