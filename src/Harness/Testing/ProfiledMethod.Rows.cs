using System.Reflection;

namespace RunScope.Testing;

/// <content>Data rows: the values of the parameters that the harness doesn't fill.</content>
internal sealed partial class ProfiledMethod
{
    /// <summary>The parameters that take values of a data row, in order.</summary>
    public IEnumerable<ParameterInfo> RowParameters => Parameters.Where(p => !IsInjected(p.ParameterType));

    /// <summary>What is wrong with a data row of so many values; null when it fits.</summary>
    public string? RowProblem(int values)
    {
        var rest = Parameters.Any(IsRest);
        var most = RowParameters.Count();
        var least = RowParameters.Count(p => !p.HasDefaultValue && !IsRest(p));
        if (values > most && !rest)
        {
            return $"A data row has {values} values; {Method.Name} takes {most} "
                + "(ProcessProfile, RunningProcess and CancellationToken are filled by the harness).";
        }

        return values < least
            ? $"A data row has {values} values; nothing fills the parameter '{RowParameters.ElementAt(values).Name}' of {Method.Name}."
            : null;
    }

    /// <summary>
    /// A row that fits, as the method's whole arguments: its values in order, the last ones gathered for <c>params</c>, defaults for those that are
    /// missing, and null where the harness puts its own.
    /// </summary>
    public object?[] Place(IReadOnlyList<object?> row)
    {
        var next = 0;
        return
        [
            .. Parameters.Select(p =>
                IsInjected(p.ParameterType) ? null
                : IsRest(p) ? Gathered(p.ParameterType, [.. row.Skip(next)])
                : next < row.Count ? row[next++]
                : p.DefaultValue),
        ];
    }

    /// <summary>The row's values out of the method's whole arguments.</summary>
    public object?[] RowOf(IReadOnlyList<object?> arguments) => [.. arguments.Where((_, i) => !IsInjected(Parameters[i].ParameterType))];

    /// <summary>Whether a parameter takes all values that are left.</summary>
    public static bool IsRest(ParameterInfo parameter) => parameter.ParameterType.IsArray && parameter.IsDefined(typeof(ParamArrayAttribute));

    private static object? Gathered(Type array, object?[] values)
    {
        // As in C#: one value that is an array already, or null, is the parameter itself.
        if (values is [var only] && (only is null || array.IsInstanceOfType(only))) return only;

        var element = array.GetElementType()!;
        var gathered = Array.CreateInstance(element.ContainsGenericParameters ? typeof(object) : element, values.Length);
        for (var i = 0; i < values.Length; i++) gathered.SetValue(values[i], i);
        return gathered;
    }
}
