using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing;

/// <summary>Who has the gate: what the lock file says.</summary>
/// <param name="Process">The test process.</param>
/// <param name="Test">The test that it runs.</param>
internal sealed record RunHolder(ProcessIdentity Process, string Test)
{
    /// <summary>The file's text: process ID, start and test name, one a line.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Process.ProcessId}\n{Process.StartTicks}\n{Test}\n");

    /// <summary>Reads the file's text; null when nobody wrote it whole.</summary>
    public static RunHolder? Parse(string text)
    {
        var lines = text.Split('\n');
        return lines.Length >= 3
            && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new RunHolder(new ProcessIdentity(pid, start), lines[2])
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {Process.ProcessId} ({VisibleText.Of(Test)})");
}
