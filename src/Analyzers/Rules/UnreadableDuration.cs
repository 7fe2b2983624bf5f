using Microsoft.CodeAnalysis;

namespace RunScope.Testing.Analyzers;

/// <summary>The rule for durations, which stand in limits and in the options of a run.</summary>
internal static class UnreadableDuration
{
    public static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE003",
        "A duration can't be read",
        "{0}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Durations are numbers with units: \"250ms\", \"5s\", \"1m30s\", \"1h\". The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE003"));
}
