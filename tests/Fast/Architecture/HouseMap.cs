using System.Reflection;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Draws docs/map.md: who asks, tells and streams to whom, as the compiled code says.</summary>
internal static class HouseMap
{
    public static string Draw(IReadOnlyList<Assembly> modules, IReadOnlyList<Type> contracts)
    {
        var (names, arrows) = (new List<string>(), new List<string>());
        foreach (var module in modules)
        {
            var name = module.GetName().Name![ModuleRules.Prefix.Length..];
            names.Add($"  {name}");
            var used = Structure.Uses(module).Select(use => use.Used).ToHashSet();
            foreach (var contract in contracts.Where(contract => contract.Name[1..] != name))
            {
                var calls = contract.GetMethods().Where(used.Contains).ToArray();
                if (calls.Any(ContractRules.IsAsk)) arrows.Add($"  {name} -->|asks| {contract.Name[1..]}");
                if (calls.Any(ContractRules.IsStream)) arrows.Add($"  {contract.Name[1..]} -->|streams to| {name}");
            }
        }

        Voice[] voices = [.. modules.Select(Voice.Of)];
        arrows.AddRange(
            from owner in voices
            from listener in voices
            where owner.Told.Overlaps(listener.Heard)
            select $"  {owner.Module} -.->|tells| {listener.Module}");
        var streams = from contract in contracts
                      from method in contract.GetMethods().Where(ContractRules.IsStream)
                      select $"- {contract.Name[1..]} streams {method.ReturnType.GetGenericArguments()[0].Name}: `{method.Name}({method.GetParameters()[0].ParameterType.Name})`";

        return $"""
            # Who asks, tells and streams to whom

            The architecture test writes this from the compiled code: a module *asks* another when it calls a method of its contract, *tells* it what it handles of its events, and *streams to* it what it reads of its streams.

            ```mermaid
            flowchart LR
            {string.Join('\n', names.Order(StringComparer.Ordinal).Concat(arrows.Order(StringComparer.Ordinal)))}
            ```

            {Events(voices)}

            The streams that there are:

            {string.Join('\n', streams.Order(StringComparer.Ordinal))}

            """.ReplaceLineEndings("\n");
    }

    private static string Events(Voice[] voices)
    {
        var rows = voices.SelectMany(voice => voice.Told.Select(name => $"| {voice.Module} | {name} | {string.Join(", ", voices.Where(other => other.Heard.Contains(name)).Select(other => other.Module).Order(StringComparer.Ordinal))} |")).Order(StringComparer.Ordinal).ToArray();
        return rows.Length == 0 ? "Nobody tells anything yet." : "| who tells | what | to whom |\n| --- | --- | --- |\n" + string.Join('\n', rows);
    }
}
