using System.Reflection;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Core is built in floors, and each stands on lower ones only.</summary>
internal static class FloorRules
{
    private const string Core = "AlgoTrendy.Core.";

    private static readonly string[] Floors = ["Values", "Instruments", "Markets", "Indicators", "Orders", "Accounts", "Statistics", "Risk", "Matching", "Strategies", "Engine"];

    public static IEnumerable<string> OnlyLowerFloors(Assembly core) => Structure.Uses(core)
        .Where(use => use.UsedType.Assembly == core)
        .Select(use => (use, From: FloorOf(Use.Outermost(use.User)), To: FloorOf(Use.Outermost(use.UsedType))))
        .Where(edge => edge.From is not null && edge.To is not null && edge.From != edge.To)
        .Where(edge => Array.IndexOf(Floors, edge.To) > Array.IndexOf(Floors, edge.From))
        .Select(edge => $"{edge.use.UserName} on floor {edge.From} uses {edge.use.Name} on floor {edge.To} above it.")
        .Distinct();

    public static IEnumerable<string> EveryTypeIsOnAFloor(Assembly core) => core.GetTypes()
        .Where(type => type.DeclaringType is null && type.Namespace is not null && !Structure.IsCompilersOwn(type))
        .Where(type => FloorOf(type) is not { } floor || !Floors.Contains(floor))
        .Select(type => $"{type.FullName} is on no floor of Core; they are {string.Join(", ", Floors)}.");

    /// <summary>The first name after AlgoTrendy.Core; null for what the compiler adds.</summary>
    private static string? FloorOf(Type type) =>
        type.Namespace is { } space && space.StartsWith(Core, StringComparison.Ordinal) ? space[Core.Length..].Split('.')[0] : null;
}
