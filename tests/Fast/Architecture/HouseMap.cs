using System.Reflection;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Draws docs/map.md: who asks whom and who streams to whom, as the compiled code says.</summary>
internal static class HouseMap
{
    public static string Draw(IEnumerable<Assembly> modules, IReadOnlyList<Type> contracts)
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

        var streams = from contract in contracts
                      from method in contract.GetMethods().Where(ContractRules.IsStream)
                      select $"- {contract.Name[1..]} streams {method.ReturnType.GetGenericArguments()[0].Name}: `{method.Name}({method.GetParameters()[0].ParameterType.Name})`";

        return $"""
            # Who asks whom, and who streams to whom

            The architecture test writes this from the compiled code: a module *asks* another when it calls a method of its contract, and another *streams to* it when it reads one of its streams. Nobody tells (events) yet.

            ```mermaid
            flowchart LR
            {string.Join('\n', names.Order(StringComparer.Ordinal).Concat(arrows.Order(StringComparer.Ordinal)))}
            ```

            The streams that there are:

            {string.Join('\n', streams.Order(StringComparer.Ordinal))}

            """.ReplaceLineEndings("\n");
    }
}
