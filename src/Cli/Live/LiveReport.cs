using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Cli.Live;

/// <summary>Writes what was seen so far, as a page and as JSON, into the current folder.</summary>
internal static class LiveReport
{
    /// <summary>Writes both files; what became of it, in words.</summary>
    public static async Task<string> WriteAsync(LiveSubject subject, Task<ProcessProfile> soFar, DateTimeOffset now)
    {
        try
        {
            var profile = await soFar.ConfigureAwait(false);
            var name = subject.Simulated ? "simulated" : string.Create(CultureInfo.InvariantCulture, $"{subject.Name}-{subject.ProcessId}");
            var stem = string.Create(CultureInfo.InvariantCulture, $"runscope-{name}-{now.ToLocalTime():yyyyMMdd-HHmmss}");
            var files = await Task.Run(() => ReportWriter.Write(new ReportInput(subject.CommandLine, [profile], null), Environment.CurrentDirectory, stem)).ConfigureAwait(false);
            return files.Problem ?? $"report: {Path.GetFileName(files.Html)} and {Path.GetFileName(files.Json)}";
        }
        catch (RunScopeException e)
        {
            return VisibleText.Of(e.Message, 1000);
        }
    }
}
