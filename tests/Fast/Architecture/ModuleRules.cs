using System.Reflection;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Who may know whom. Every rule answers with what breaks it, in sentences.</summary>
internal static class ModuleRules
{
    public const string Prefix = "AlgoTrendy.Modules.";
    private const string House = "AlgoTrendy.";
    private const string Connectors = "AlgoTrendy.Connectors.";

    /// <summary>What the vendors share; one vendor never knows another.</summary>
    private const string Brokers = "Connectors.Brokers";

    /// <summary>What each project below the modules may see. A new one gets a line here.</summary>
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Core"] = [],
        ["Strategies"] = ["Core"],
        ["Scripting"] = ["Core", "Strategies"],
        ["Contracts"] = ["Core"],
        ["Platform"] = ["Core", "Contracts"],
        ["Storage"] = ["Core"],
    };

    private static readonly string[] ForEveryModule = ["Core", "Contracts", "Platform", "Storage"];

    /// <summary>Who runs strategies, and who talks to vendors.</summary>
    private static readonly string[] StrategyOwners = ["Signals", "Backtesting"];
    private static readonly string[] ConnectorOwners = ["Trading", "MarketData", "History", "Discovery"];

    public static IEnumerable<string> EveryFolderIsSeen(IEnumerable<string> folders, IEnumerable<Assembly> modules)
    {
        var seen = modules.Select(module => module.GetName().Name![Prefix.Length..]).ToHashSet();
        return folders.Where(folder => !seen.Contains(folder)).Select(folder => $"src/Modules/{folder} is not among the assemblies that the rules see.");
    }

    public static IEnumerable<string> References(Assembly assembly)
    {
        var name = assembly.GetName().Name![House.Length..];
        var others = assembly.GetReferencedAssemblies().Select(other => other.Name!).Where(other => other.StartsWith(House, StringComparison.Ordinal)).Select(other => other[House.Length..]);
        return others.Where(other => !MaySee(name, other)).Select(other => $"{name} must not know {other}.");
    }

    public static IEnumerable<string> FrontDoor(Assembly module)
    {
        var shown = module.GetExportedTypes();
        foreach (var type in shown.Where(type => !typeof(IModule).IsAssignableFrom(type))) yield return $"{type.FullName} is public; only the module's front page should be.";
        if (shown.Count(typeof(IModule).IsAssignableFrom) != 1) yield return $"{module.GetName().Name} has {shown.Count(typeof(IModule).IsAssignableFrom)} front pages; it should have one.";
    }

    private static bool MaySee(string name, string other)
    {
        if (Below.TryGetValue(name, out var seen)) return seen.Contains(other);
        if ((House + name).StartsWith(Connectors, StringComparison.Ordinal)) return other is "Core" or "Contracts" or "Platform" || (other == Brokers && name != Brokers);
        // On top of all, but stores and vendors are the modules' business.
        if (name == "Host") return other is "Core" or "Contracts" or "Platform" || (House + other).StartsWith(Prefix, StringComparison.Ordinal);
        if (!(House + name).StartsWith(Prefix, StringComparison.Ordinal)) return false;

        var module = name["Modules.".Length..];
        return ForEveryModule.Contains(other)
            || (other is "Strategies" or "Scripting" && StrategyOwners.Contains(module))
            || ((House + other).StartsWith(Connectors, StringComparison.Ordinal) && ConnectorOwners.Contains(module));
    }
}
