using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>What a profiled test returns, and what it takes from the harness.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SignatureAnalyzer : TestAnalyzer
{
    private static readonly DiagnosticDescriptor AsyncVoid = new(
        "RSCOPE013",
        "A profiled test is async void",
        "{0} is async void, so nobody could await it; let it return Task",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An async void method is over before its work is. The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE013"));

    private static readonly DiagnosticDescriptor Impossible = new(
        "RSCOPE014",
        "A profiled test can't have this signature",
        "{0} {1}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A profiled test returns void, Task, ValueTask or the Command to profile; it takes its profile when the process has ended, or the process while it runs. "
            + "The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE014"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AsyncVoid, Impossible];

    protected override void Check(ProfiledTest test, Action<Diagnostic> report)
    {
        var method = test.Method;
        if (method is { IsAsync: true, ReturnsVoid: true } || method.PartialImplementationPart is { IsAsync: true, ReturnsVoid: true })
            report(Diagnostic.Create(AsyncVoid, test.Name, method.Name));
        else if (method.ReturnType.TypeKind != TypeKind.Error && !test.ReturnsCommand && !test.Types.IsAwaitable(method.ReturnType))
        {
            var type = method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            report(Diagnostic.Create(Impossible, test.Name, method.Name, $"returns {type}; a profiled test returns void, Task, ValueTask, or the CliWrap Command to profile"));
        }

        if (test.ReturnsCommand && (test.WantsProfile || test.WantsRunning))
        {
            report(Diagnostic.Create(
                Impossible,
                test.Name,
                method.Name,
                "returns the Command to profile, so it can't be given its profile or its process: move the command to a member and name that in CommandFrom"));
        }
        else if (test.WantsProfile && test.WantsRunning)
        {
            report(Diagnostic.Create(
                Impossible, test.Name, method.Name, "takes a RunningProcess and a ProcessProfile; the profile only exists when the process has ended: keep one"));
        }
    }
}
