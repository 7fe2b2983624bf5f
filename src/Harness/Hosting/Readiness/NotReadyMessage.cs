using System.Text;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Hosting.Readiness;

/// <summary>The text for a process that didn't become ready: what was waited for, what happened, what it said and where it listens.</summary>
internal static class NotReadyMessage
{
    public static string Of(IWaitedFor process, string wanted, string what, string hint)
    {
        var text = new StringBuilder();
        text.Append($"Waited for {VisibleText.Of(process.Command, 200)} (process {process.ProcessId}) to {wanted}: {what}.");
        if (!process.Completion.IsCompleted) text.Append("\n  listens on: ").Append(Listens(SocketOwners.Below(process.RecorderId)));
        Append(text, "stderr", process, process.Stderr);
        Append(text, "stdout", process, process.Stdout);
        return text.Append("\n  ").Append(hint).ToString();
    }

    private static string Listens(SocketOwners sockets)
    {
        var unknown = sockets.Closed.Count == 0 ? "" : $"the sockets of process {string.Join(", ", sockets.Closed)} can't be told: it runs as another user, or hides them";
        var known = sockets.Own.Count == 0 ? "no TCP port" : string.Join(", ", sockets.Own.Select(s => "TCP " + s));
        return unknown.Length == 0 ? known : $"{known}; {unknown}";
    }

    private static void Append(StringBuilder text, string name, IWaitedFor process, OutputTail tail)
    {
        var (lines, cut) = LastLines.Of(process.Shown(tail));
        if (lines.Length == 0)
        {
            text.Append($"\n  {name}: nothing");
            return;
        }

        text.Append($"\n  {name}{(cut || tail.IsTruncated ? $", the last {Counts.Of(lines.Length, "line")}" : "")}:");
        foreach (var line in lines) text.Append("\n    ").Append(line);
    }
}
