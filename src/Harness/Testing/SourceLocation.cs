using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace RunScope.Testing;

/// <summary>Where a method stands in the source, as its assembly's debug symbols have it.</summary>
internal static class SourceLocation
{
    /// <summary>The file as the compiler saw it, and the first line of the body; null without symbols.</summary>
    public static (string File, int Line)? Of(MethodInfo method)
    {
        try
        {
            var path = method.Module.Assembly.Location;
            if (path.Length == 0) return null;
            using var assembly = new PEReader(File.OpenRead(path));
            if (!assembly.TryOpenAssociatedPortablePdb(path, file => File.Exists(file) ? File.OpenRead(file) : null, out var provider, out _)) return null;
            using (provider)
            {
                return First(provider!.GetMetadataReader(), Body(method));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            return null;
        }
    }

    // The lines of an async method are those of its state machine.
    private static MethodInfo Body(MethodInfo method) =>
        method.GetCustomAttribute<StateMachineAttribute>()?.StateMachineType.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) ?? method;

    private static (string, int)? First(MetadataReader symbols, MethodInfo method)
    {
        var handle = ((MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken)).ToDebugInformationHandle();
        foreach (var point in symbols.GetMethodDebugInformation(handle).GetSequencePoints())
        {
            if (!point.IsHidden) return (symbols.GetString(symbols.GetDocument(point.Document).Name), point.StartLine);
        }

        return null;
    }
}
