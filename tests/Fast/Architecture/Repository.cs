using System.Reflection;
using System.Xml.Linq;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>What the rules look at: the folders of this repository and the assemblies that are built from them.</summary>
internal static class Repository
{
    private static readonly string[] Tops = ["src", "tests", "bench", "samples"];

    public static string Root { get; } = FindRoot();

    public static Assembly Core { get; } = typeof(AlgoTrendy.Core.Values.Price).Assembly;

    public static Assembly Contracts { get; } = typeof(AlgoTrendy.Contracts.Wire).Assembly;

    public static Assembly Platform { get; } = typeof(IModule).Assembly;

    /// <summary>Everything under src that the tests see: all but the host.</summary>
    public static IReadOnlyList<Assembly> Sources { get; } =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "AlgoTrendy.*.dll").Where(file => !Path.GetFileName(file).StartsWith("AlgoTrendy.Tests.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Assembly.LoadFrom)];

    public static IReadOnlyList<Assembly> Modules { get; } = [.. Sources.Where(assembly => assembly.GetName().Name!.StartsWith(ModuleRules.Prefix, StringComparison.Ordinal))];

    public static Assembly Find(string name) => Sources.Single(assembly => assembly.GetName().Name == name);

    /// <summary>Folders under src/Modules that have anything in them.</summary>
    public static IReadOnlyList<string> ModuleFolders() =>
        [.. Directory.GetDirectories(Path.Combine(Root, "src", "Modules")).Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any()).Select(folder => Path.GetFileName(folder)!)];

    /// <summary>Files that people wrote.</summary>
    public static IEnumerable<string> Files(params string[] patterns) =>
        from top in Tops
        let folder = Path.Combine(Root, top)
        where Directory.Exists(folder)
        from pattern in patterns
        from file in Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        select file;

    /// <summary>Projects that AlgoTrendy.slnx lists, relative to the root.</summary>
    public static IReadOnlyList<string> ProjectsOfSolution() =>
        [.. XDocument.Load(Path.Combine(Root, "AlgoTrendy.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value)];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AlgoTrendy.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("AlgoTrendy.slnx is not above the tests.");
        return folder.FullName;
    }
}
