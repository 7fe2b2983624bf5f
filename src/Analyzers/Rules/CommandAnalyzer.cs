using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>A profiled test without a command, or with two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CommandAnalyzer : TestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE012",
        "A profiled test has one command",
        "{0}: {1}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The command is named in the attribute, given by the member that CommandFrom names, or returned by the test. The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE012"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    protected override void Check(ProfiledTest test, Action<Diagnostic> report)
    {
        if (test.Method.ReturnType.TypeKind == TypeKind.Error) return;
        if (Problem(test) is { } problem) report(Diagnostic.Create(Rule, test.Declaration.Location, test.Method.Name, problem));
    }

    private static string? Problem(ProfiledTest test)
    {
        var file = test.Declaration.Positional is [{ Value: string written }, ..] ? written : null;
        var sources = new List<string>();
        if (file is not null) sources.Add("the attribute's file name");
        if (test.CommandFrom is not null) sources.Add("CommandFrom");
        if (test.ReturnsCommand) sources.Add("the returned Command");

        return sources.Count switch
        {
            0 => "nothing says what to profile: write [ProfileProcess(\"file\", \"argument\")], set CommandFrom = nameof(Member), or return a CliWrap Command from the test",
            > 1 => $"the command comes from {string.Join(" and from ", sources)}; keep one",
            _ when file is not null && string.IsNullOrWhiteSpace(file) => "the file name is empty",
            _ => null,
        };
    }
}
