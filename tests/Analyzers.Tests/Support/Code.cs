using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Tests;

/// <summary>Code as a user writes it, compiled against the real assemblies and analyzed.</summary>
internal static class Code
{
    public const string Xunit = Usings + """
        global using RunScope.Testing.Xunit;
        global using Xunit;
        """;

    public const string NUnit = Usings + """
        global using RunScope.Testing.NUnit;
        global using NUnit.Framework;
        """;

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using CliWrap;
        global using RunScope.Testing;


        """;

    /// <summary>The framework's assemblies, and everything that this test project itself references.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("RunScope.Testing.Analyzers", StringComparison.Ordinal) && !path.EndsWith("RunScope.Testing.CodeFixes.dll", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpParseOptions Language { get; } = new(LanguageVersion.Latest);

    public static CSharpCompilation Compile(params IEnumerable<string> sources) => Compile(References, sources);

    public static CSharpCompilation Compile(IEnumerable<MetadataReference> references, params IEnumerable<string> sources) => CSharpCompilation.Create(
        "Consumer",
        sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, Language, path: $"/consumer/File{i}.cs")),
        references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What our analyzers say, in the order of the code. An analyzer that throws fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation)
    {
        var thrown = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => thrown.Add(exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers(Rules.Analyzers, options).GetAnalyzerDiagnosticsAsync();

        thrown.ShouldBeEmpty();
        return [.. diagnostics.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>The same for the body of a class of xUnit tests that has to compile.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeTestsAsync(string body, string usings = Xunit)
    {
        var compilation = Compile(usings, $"public class Tests\n{{\n{body}\n}}");
        Errors(compilation).ShouldBeEmpty();
        return await AnalyzeAsync(compilation);
    }

    public static IEnumerable<Diagnostic> Errors(Compilation compilation) => compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
}
