using System.Reflection;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Draws docs/map.md: who asks whom, as the compiled code says.</summary>
internal static class HouseMap
{
    public static string Draw(IEnumerable<Assembly> modules, IReadOnlyList<Type> contracts)
    {
        var (names, arrows) = (new List<string>(), new List<string>());
        foreach (var module in modules)
        {
            var name = module.GetName().Name![ModuleRules.Prefix.Length..];
            names.Add($"  {name}");
            var used = Structure.Uses(module).Select(use => use.UsedType).ToHashSet();
            arrows.AddRange(contracts.Where(contract => contract.Name[1..] != name && used.Contains(contract)).Select(contract => $"  {name} -->|asks| {contract.Name[1..]}"));
        }

        return $"""
            # Who asks whom

            The architecture test writes this from the compiled code: a module *asks* another when it uses its contract. Nobody tells (events) or streams yet.

            ```mermaid
            flowchart LR
            {string.Join('\n', names.Order(StringComparer.Ordinal).Concat(arrows.Order(StringComparer.Ordinal)))}
            ```

            """.ReplaceLineEndings("\n");
    }
}
