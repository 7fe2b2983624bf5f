namespace Workloads.Verbs;

/// <summary>exit CODE: ends at once with that code.</summary>
internal static class Exit
{
    internal static int Run(Words words)
    {
        var code = words.NextNumber("the exit code");
        words.End();

        new Report("exit").Print();
        return code;
    }
}
