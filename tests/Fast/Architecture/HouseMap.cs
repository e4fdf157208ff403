using System.Reflection;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Draws docs/map.md: who asks and tells whom, as the compiled code says.</summary>
internal static class HouseMap
{
    public static string Draw(IReadOnlyList<Assembly> modules, IReadOnlyList<Type> contracts)
    {
        var (names, arrows) = (new List<string>(), new List<string>());
        foreach (var module in modules)
        {
            var name = module.GetName().Name![ModuleRules.Prefix.Length..];
            names.Add($"  {name}");
            var used = Structure.Uses(module).Select(use => use.UsedType).ToHashSet();
            arrows.AddRange(contracts.Where(contract => contract.Name[1..] != name && used.Contains(contract)).Select(contract => $"  {name} -->|asks| {contract.Name[1..]}"));
        }

        Voice[] voices = [.. modules.Select(Voice.Of)];
        arrows.AddRange(
            from owner in voices
            from listener in voices
            where owner.Told.Overlaps(listener.Heard)
            select $"  {owner.Module} -.->|tells| {listener.Module}");
        return $"""
            # Who asks and tells whom

            The architecture test writes this from the compiled code: a module *asks* another when it uses its contract, and *tells* it what it handles of its events.

            ```mermaid
            flowchart LR
            {string.Join('\n', names.Order(StringComparer.Ordinal).Concat(arrows.Order(StringComparer.Ordinal)))}
            ```

            {Events(voices)}

            """.ReplaceLineEndings("\n");
    }

    private static string Events(Voice[] voices)
    {
        var rows = voices.SelectMany(voice => voice.Told.Select(name => $"| {voice.Module} | {name} | {string.Join(", ", voices.Where(other => other.Heard.Contains(name)).Select(other => other.Module).Order(StringComparer.Ordinal))} |")).Order(StringComparer.Ordinal).ToArray();
        return rows.Length == 0 ? "Nobody tells anything yet." : "| who tells | what | to whom |\n| --- | --- | --- |\n" + string.Join('\n', rows);
    }
}
