using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Tests;

/// <summary>The analyzers and code fixes, found in their assemblies as a compiler and an editor find them.</summary>
internal static class Rules
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = Of<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>("RunScope.Testing.Analyzers");

    public static ImmutableArray<CodeFixProvider> Fixes { get; } = Of<CodeFixProvider, ExportCodeFixProviderAttribute>("RunScope.Testing.CodeFixes");

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [.. Analyzers.SelectMany(a => a.SupportedDiagnostics).DistinctBy(d => d.Id).OrderBy(d => d.Id, StringComparer.Ordinal)];

    private static ImmutableArray<T> Of<T, TAttribute>(string assembly)
        where TAttribute : Attribute =>
        [.. Assembly.Load(assembly).GetTypes().Where(t => t.IsDefined(typeof(TAttribute))).Select(t => (T)Activator.CreateInstance(t)!)];
}
