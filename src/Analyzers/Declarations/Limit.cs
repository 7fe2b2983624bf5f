using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RunScope.Testing.Analyzers;

/// <summary>A limit of the harness's own as it is written on a test, a class or an assembly.</summary>
internal sealed class Limit
{
    /// <summary>The kinds whose bounds are sizes; every other text is a duration.</summary>
    private static readonly ImmutableHashSet<string> OfSizes = ["PeakMemory", "DiskIo"];

    /// <summary>The kinds whose bounds are whole numbers, with what they count.</summary>
    private static readonly ImmutableDictionary<string, string> OfCounts =
        ImmutableDictionary<string, string>.Empty.Add("ContextSwitches", "switches").Add("ThreadCount", "threads");

    private readonly ImmutableArray<string> _boundProperties;

    public Limit(DeclaredAttribute attribute)
    {
        Attribute = attribute;
        var properties = attribute.Class.GetMembers().OfType<IPropertySymbol>()
            .Where(p => p.SetMethod is not null && (p.Name.StartsWith(Bound.Lower, StringComparison.Ordinal) || p.Name.StartsWith(Bound.Upper, StringComparison.Ordinal)))
            .ToArray();
        _boundProperties = [.. properties.Select(p => p.Name)];
        Bounds = [.. properties.Select(Read).OfType<Bound>()];
    }

    public DeclaredAttribute Attribute { get; }

    /// <summary>The bounds that are written and whose constant the compiler knows.</summary>
    public ImmutableArray<Bound> Bounds { get; }

    /// <summary>The states of a ThreadState, in order; empty for every other kind.</summary>
    public ImmutableArray<TaskState> States => IsThreadState && Attribute.Positional is [{ Kind: TypedConstantKind.Array, IsNull: false } states]
        ? [.. states.Values.Where(v => v.Value is int).Select(v => (TaskState)(int)v.Value!)]
        : [];

    public bool IsThreadState => Attribute.Name == "ThreadState";

    /// <summary>Whether the kind is of the whole process: such a one says so to the harness.</summary>
    public bool IsOfWholeProcess => !Attribute.Class.GetMembers("TakesThreads").IsEmpty;

    /// <summary>Whether the kind is of the whole run, so that it takes no phase.</summary>
    public bool IsOfWholeRun => !Attribute.Class.GetMembers("OnWholeRun").IsEmpty;

    /// <summary>Whether the kind has bounds, and none of them is set.</summary>
    public bool HasNoBound => _boundProperties.Length > 0 && !_boundProperties.Any(Attribute.Sets);

    /// <summary>The limits among the attributes of a symbol that are the harness's own.</summary>
    public static ImmutableArray<Limit> Of(ImmutableArray<AttributeData> attributes, KnownTypes types, CancellationToken cancellationToken) =>
    [
        .. attributes.Where(a => types.IsLimit(a.AttributeClass) && types.IsOwn(a.AttributeClass))
            .Select(a => DeclaredAttribute.TryRead(a, cancellationToken))
            .OfType<DeclaredAttribute>()
            .Select(a => new Limit(a)),
    ];

    private Bound? Read(IPropertySymbol property)
    {
        if (Attribute.ExpressionOf(property.Name) is not { } expression || !Attribute.TryGet<object>(property.Name, out var constant)) return null;
        if (constant is not (string or double or int or long)) return null;
        return constant is double.NaN ? null : new Bound(property.Name, UnitOf(constant), constant, expression, OfCounts.GetValueOrDefault(Attribute.Name, "CPUs"));
    }

    private BoundUnit UnitOf(object constant) => constant switch
    {
        string => OfSizes.Contains(Attribute.Name) ? BoundUnit.Size : BoundUnit.Duration,
        _ when OfCounts.ContainsKey(Attribute.Name) => BoundUnit.Count,
        _ => IsThreadState ? BoundUnit.Share : BoundUnit.Number,
    };
}
