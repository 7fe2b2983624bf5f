using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Baselines.Files;

/// <summary>Reads the environment of a job.</summary>
internal static class EnvironmentParser
{
    private const int MostCpus = 1 << 20;

    private static readonly Dictionary<string, TaskState> States = Enum.GetValues<TaskState>().ToDictionary(s => Word(s.ToString()));
    private static readonly Dictionary<string, Fidelity> Fidelities = Enum.GetValues<Fidelity>().ToDictionary(f => Word(f.ToString()));

    public static BaselineEnvironment Read(ref JsonCursor at)
    {
        string? cpuModel = null;
        var cpuCount = 0;
        double? quota = null;
        string kernel = "", runtime = "", engine = "";
        var fidelity = ImmutableSortedDictionary.CreateBuilder<string, Fidelity>();
        at.Object("an environment", ["cpuModel", "cpuCount", "cgroupCpuQuota", "kernel", "runtime", "engine", "fidelity"], (ref at, key) =>
        {
            switch (key)
            {
                case "cpuModel": cpuModel = at.TextOrNull(key); break;
                case "cpuCount": cpuCount = (int)at.Whole(key, 0, MostCpus); break;
                case "cgroupCpuQuota": quota = at.IsNull ? null : at.Number(key); break;
                case "kernel": kernel = at.Text(key); break;
                case "runtime": runtime = at.Text(key); break;
                case "engine": engine = at.Text(key); break;
                case "fidelity": at.Members(key, (ref at, state) => Kind(ref at, state, fidelity)); break;
                default: return false;
            }

            return true;
        });
        return new BaselineEnvironment(cpuModel, cpuCount, quota, kernel, runtime, engine, fidelity.ToImmutable());
    }

    public static TaskState State(ref JsonCursor at, string word) =>
        States.TryGetValue(word, out var state) ? state : throw at.Wrong($"{VisibleText.Quote(word)} is no state");

    private static bool Kind(ref JsonCursor at, string word, ImmutableSortedDictionary<string, Fidelity>.Builder fidelity)
    {
        if (!States.TryGetValue(word, out var state)) return false;
        var kind = at.Text(word);
        fidelity[state.ToString()] = Fidelities.TryGetValue(kind, out var known) ? known : throw at.Wrong($"{VisibleText.Quote(kind)} is no fidelity");
        return true;
    }

    private static string Word(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
}
