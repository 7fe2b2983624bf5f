using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunScope.Testing.Analyzers;

/// <summary>What the number of a bound means.</summary>
internal enum BoundUnit
{
    Share,
    Number,
    Count,
    Duration,
    Size,
}

/// <summary>One bound of a limit, as it is written.</summary>
/// <param name="Property">The property that sets it, such as AtMost or AtLeastTime.</param>
/// <param name="Unit">What its number means.</param>
/// <param name="Constant">The constant: a text for durations and sizes, else a number.</param>
/// <param name="Expression">What is written.</param>
/// <param name="Things">What a count counts.</param>
internal sealed record Bound(string Property, BoundUnit Unit, object Constant, ExpressionSyntax Expression, string Things)
{
    public const string Lower = "AtLeast";
    public const string Upper = "AtMost";

    public bool IsLower => Property.StartsWith(Lower, StringComparison.Ordinal);

    /// <summary>What tells the pairs of bounds of one limit apart: "" for AtLeast and AtMost, "Time" for AtLeastTime and AtMostTime.</summary>
    public string Pair => Property[(IsLower ? Lower : Upper).Length..];

    public Location Location => Expression.GetLocation();

    /// <summary>What the bound is in words, as its author would read it.</summary>
    public string Words => BoundValues.Words(this);

    /// <summary>The number in the unit's base: seconds, bytes or itself; null when it can't be read.</summary>
    public double? Value => BoundValues.Read(this, out _);

    /// <summary>What is wrong with the bound, in the words of discovery; null when nothing is.</summary>
    public string? Problem
    {
        get
        {
            BoundValues.Read(this, out var problem);
            return problem;
        }
    }
}
