using System.Globalization;
using System.Text.Json.Nodes;
using RunScope.Testing.Tests.Fuzzing;

namespace RunScope.Testing.Tests.Parsers;

/// <summary>Changes JSON in its structure: what damages the text alone is nearly always refused by the first reader, and what lies behind it sees nothing.</summary>
internal static class JsonShapes
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1", "1e400", "-1e400", "1e18", "1e-300", "0.5", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "2147483648", "100000000000000", "\"\"", "\"x\"",
        "\"</script>\"", "\"\\u0000\\u001b\\u202e\"", "[]", "{}", "[null]", "[[]]", "[-1]", "\"running\"", "\"exactKernel\"", "\"2026-01-31T12:00:00Z\"",
    ];

    public static string Change(string json, byte[] seed)
    {
        var mutator = new Mutator(seed.Aggregate(14695981039346656037UL, (hash, b) => (hash ^ b) * 1099511628211UL), []);
        var root = JsonNode.Parse(json)!;
        for (var changes = 1 + mutator.Next(3); changes > 0; changes--)
        {
            var nodes = new List<JsonNode>();
            Collect(root, nodes);
            if (nodes.Count > 0) Change(nodes[mutator.Next(nodes.Count)], mutator);
        }

        return root.ToJsonString();
    }

    private static void Collect(JsonNode? node, List<JsonNode> nodes)
    {
        if (node is JsonObject o)
        {
            if (o.Count > 0) nodes.Add(o);
            foreach (var member in o) Collect(member.Value, nodes);
        }
        else if (node is JsonArray list)
        {
            nodes.Add(list);

            // Of a long list the first items do.
            foreach (var item in list.Take(3)) Collect(item, nodes);
        }
    }

    private static void Change(JsonNode node, Mutator mutator)
    {
        var value = Values[mutator.Next(Values.Length)];
        if (node is JsonArray list)
        {
            switch (mutator.Next(4))
            {
                case 0 when list.Count > 0: list.RemoveAt(mutator.Next(list.Count)); break;
                case 1 when list.Count > 0: list.Insert(mutator.Next(list.Count), list[mutator.Next(list.Count)]?.DeepClone()); break;
                case 2 when list.Count > 0: list[mutator.Next(list.Count)] = Made(value); break;
                default: list.Insert(mutator.Next(list.Count + 1), Made(value)); break;
            }

            return;
        }

        var members = (JsonObject)node;
        var key = members.ElementAt(mutator.Next(members.Count)).Key;
        switch (mutator.Next(6))
        {
            case 0: members.Remove(key); break;
            case 1: members["added" + value.Length.ToString(CultureInfo.InvariantCulture)] = Made(value); break;
            default: members[key] = Made(value); break;
        }
    }

    private static JsonNode? Made(string value) => JsonNode.Parse(value);
}
