using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace RunScope.Testing.Tests;

/// <summary>Applies the code fixes in a workspace, as an editor does.</summary>
internal static class Fixed
{
    /// <summary>The fixes that are offered for the one diagnostic of a rule in a class of tests: what each is called, and the code that it makes.</summary>
    public static async Task<ImmutableArray<(string Title, string Code)>> OfAsync(string id, string body)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Create(),
            "Consumer",
            "Consumer",
            LanguageNames.CSharp,
            metadataReferences: Code.References,
            parseOptions: Code.Language,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)));
        project = project.AddDocument("Usings.cs", Code.Xunit).Project;
        var document = project.AddDocument("Tests.cs", $"public class Tests\n{{\n{body}\n}}\n");

        var compilation = (await document.Project.GetCompilationAsync())!;
        var diagnostic = (await Code.AnalyzeAsync(compilation)).Where(d => d.Id == id).ShouldHaveSingleItem();

        var results = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var provider in Rules.Fixes.Where(f => f.FixableDiagnosticIds.Contains(id)))
        {
            var actions = new List<CodeAction>();
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            foreach (var action in actions) results.Add((action.Title, await ApplyAsync(action, document, id)));
        }

        return results.ToImmutable();
    }

    /// <summary>Applies a fix; what it makes has to compile, and the rule has to be content with it.</summary>
    private static async Task<string> ApplyAsync(CodeAction action, Document document, string id)
    {
        var changed = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var text = (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString();
        var compilation = (await changed.GetProject(document.Project.Id)!.GetCompilationAsync())!;

        Code.Errors(compilation).ShouldBeEmpty(text);
        (await Code.AnalyzeAsync(compilation)).Select(d => d.Id).ShouldNotContain(id, text);
        return text;
    }
}
