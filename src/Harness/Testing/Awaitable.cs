namespace RunScope.Testing;

/// <summary>What test methods return.</summary>
internal static class Awaitable
{
    public static bool IsReturnType(Type type) =>
        type == typeof(void) || typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    /// <summary>Awaits what a test method returned.</summary>
    public static Task Of(object? returned) => returned switch
    {
        Task task => task,
        ValueTask task => task.AsTask(),
        null => Task.CompletedTask,
        _ when returned.GetType().GetMethod(nameof(ValueTask<int>.AsTask)) is { } asTask => (Task)asTask.Invoke(returned, null)!,
        _ => Task.CompletedTask,
    };
}
