using Microsoft.CodeAnalysis;

namespace RunScope.Testing.Analyzers;

/// <summary>The types that a declaration is made of, as one compilation sees them.</summary>
internal sealed class KnownTypes
{
    private readonly INamedTypeSymbol _limit;
    private readonly INamedTypeSymbol? _gate;
    private readonly INamedTypeSymbol? _declaration;
    private readonly INamedTypeSymbol? _command;
    private readonly INamedTypeSymbol? _profile;
    private readonly INamedTypeSymbol? _running;
    private readonly INamedTypeSymbol? _cancellation;
    private readonly INamedTypeSymbol? _task;
    private readonly INamedTypeSymbol? _valueTask;
    private readonly INamedTypeSymbol? _valueTaskOf;

    private KnownTypes(Compilation compilation, INamedTypeSymbol limit)
    {
        _limit = limit;
        _gate = compilation.GetTypeByMetadataName("RunScope.Testing.NoRegressionAttribute");
        _declaration = compilation.GetTypeByMetadataName("RunScope.Testing.IProfileDeclaration");
        _command = compilation.GetTypeByMetadataName("CliWrap.Command");
        _profile = compilation.GetTypeByMetadataName("RunScope.Testing.ProcessProfile");
        _running = compilation.GetTypeByMetadataName("RunScope.Testing.RunningProcess");
        _cancellation = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
        _task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
        _valueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask");
        _valueTaskOf = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");
        HasAdapter = compilation.GetTypeByMetadataName("RunScope.Testing.Xunit.ProfileProcessAttribute") is not null
            || compilation.GetTypeByMetadataName("RunScope.Testing.NUnit.ProfileProcessAttribute") is not null;
    }

    /// <summary>Whether an adapter is referenced, so that a test can be profiled by an attribute at all.</summary>
    public bool HasAdapter { get; }

    /// <summary>The types of a compilation; null when it doesn't reference the harness.</summary>
    public static KnownTypes? TryFind(Compilation compilation) =>
        compilation.GetTypeByMetadataName("RunScope.Testing.ProfileAssertionAttribute") is { } limit ? new KnownTypes(compilation, limit) : null;

    public bool IsLimit(INamedTypeSymbol? type) => Derives(type, _limit);

    /// <summary>Whether an attribute holds tests against a baseline.</summary>
    public bool IsGate(INamedTypeSymbol? type) => type is not null && Is(type, _gate);

    /// <summary>Whether a limit is one of the harness's own, so that its properties mean what the harness says.</summary>
    public bool IsOwn(INamedTypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type?.ContainingAssembly, _limit.ContainingAssembly);

    /// <summary>Whether an attribute makes a method a profiled test.</summary>
    public bool IsDeclaration(INamedTypeSymbol? type) =>
        type is not null && _declaration is not null && type.AllInterfaces.Contains(_declaration, SymbolEqualityComparer.Default);

    public bool IsCommand(ITypeSymbol type) => Is(type, _command);

    public bool IsProfile(ITypeSymbol type) => Is(type, _profile);

    public bool IsRunning(ITypeSymbol type) => Is(type, _running);

    /// <summary>Whether the harness fills a parameter of this type.</summary>
    public bool IsInjected(ITypeSymbol type) => IsProfile(type) || IsRunning(type) || Is(type, _cancellation);

    /// <summary>Whether a test may return this type and be awaited, or return nothing.</summary>
    public bool IsAwaitable(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Void || Derives(type, _task) || Is(type, _valueTask) || Is(type.OriginalDefinition, _valueTaskOf);

    private static bool Is(ITypeSymbol type, INamedTypeSymbol? known) => known is not null && SymbolEqualityComparer.Default.Equals(type, known);

    private static bool Derives(ITypeSymbol? type, INamedTypeSymbol? known)
    {
        for (; type is not null && known is not null; type = type.BaseType)
        {
            if (Is(type, known)) return true;
        }

        return false;
    }
}
