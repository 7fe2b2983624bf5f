using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>Names of cases as xUnit makes them, without the parameters that the harness fills.</summary>
internal static class DisplayNames
{
    /// <param name="method">The test method.</param>
    /// <param name="name">The name without its row.</param>
    /// <param name="arguments">The method's whole arguments; null when there is no row.</param>
    /// <param name="genericTypes">The types that close a generic method.</param>
    public static string Of(IMethodInfo method, string name, object?[]? arguments, ITypeInfo[]? genericTypes)
    {
        var shown = new RowParametersOnly(method);
        var row = arguments?.Where((_, i) => !RowParametersOnly.IsInjected(shown.All[i])).ToArray();
        return row is { Length: 0 } ? name : TestNames.Writable(shown.GetDisplayNameWithArguments(name, row, genericTypes));
    }

    /// <summary>The method as its row sees it.</summary>
    private sealed class RowParametersOnly(IMethodInfo method) : IMethodInfo
    {
        public IParameterInfo[] All { get; } = [.. method.GetParameters()];

        public bool IsAbstract => method.IsAbstract;

        public bool IsGenericMethodDefinition => method.IsGenericMethodDefinition;

        public bool IsPublic => method.IsPublic;

        public bool IsStatic => method.IsStatic;

        public string Name => method.Name;

        public ITypeInfo ReturnType => method.ReturnType;

        public ITypeInfo Type => method.Type;

        public static bool IsInjected(IParameterInfo parameter) =>
            parameter.ParameterType is IReflectionTypeInfo { Type: { } type } && ProfiledMethod.IsInjected(type);

        public IEnumerable<IParameterInfo> GetParameters() => All.Where(p => !IsInjected(p));

        public IEnumerable<IAttributeInfo> GetCustomAttributes(string assemblyQualifiedAttributeTypeName) =>
            method.GetCustomAttributes(assemblyQualifiedAttributeTypeName);

        public IEnumerable<ITypeInfo> GetGenericArguments() => method.GetGenericArguments();

        public IMethodInfo MakeGenericMethod(params ITypeInfo[] typeArguments) => method.MakeGenericMethod(typeArguments);
    }
}
