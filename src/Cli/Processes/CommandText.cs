using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;

namespace RunScope.Testing.Cli.Processes;

/// <summary>A process's command line for people: secrets hidden, nothing that a terminal would obey.</summary>
internal static class CommandText
{
    /// <summary>The command line; the name in brackets where there is none to read, as ps(1) has it.</summary>
    /// <param name="process">The process.</param>
    /// <param name="redactor">What hides secrets.</param>
    /// <param name="maximum">The most characters.</param>
    public static string Of(ListedProcess process, Redactor redactor, int maximum = 200) =>
        VisibleText.Of(process.CommandLine.IsEmpty ? $"[{redactor.Text(process.Name)}]" : string.Join(' ', redactor.Arguments(process.CommandLine)), maximum);
}
