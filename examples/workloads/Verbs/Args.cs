using System.Collections;

namespace Workloads.Verbs;

/// <summary>args: prints the arguments, the environment and the working directory as one JSON line.</summary>
internal static class Args
{
    internal static int Run(string[] arguments)
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables()) environment[(string)variable.Key] = (string)variable.Value!;
        Report.Line(new ArgumentsSeen(arguments, environment, Environment.CurrentDirectory), TruthJson.Default.ArgumentsSeen);
        return 0;
    }
}
