namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>The rules that keep the house easy to see. Each walks every module, so a new one is covered the day it is born. PlantedFaultTests shows that each can fail.</summary>
public class ArchitectureTests
{
    public static TheoryData<string> AllSources => [.. Repository.Sources.Select(assembly => assembly.GetName().Name!)];

    public static TheoryData<string> AllModules => [.. Repository.Modules.Select(assembly => assembly.GetName().Name!)];

    [Fact]
    public void The_rules_see_every_module_folder() => Holds(ModuleRules.EveryFolderIsSeen(Repository.ModuleFolders(), Repository.Modules));

    [Theory, MemberData(nameof(AllSources))]
    public void A_project_knows_only_what_stands_below_it(string assembly) => Holds(ModuleRules.References(Repository.Find(assembly)));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(AllModules))]
    public void A_module_shows_only_its_front_door(string module) => Holds(ModuleRules.FrontDoor(Repository.Find(module)));

    [Theory]
    [InlineData("AlgoTrendy.Core"), InlineData("AlgoTrendy.Strategies")]
    public void Core_and_strategies_use_only_what_is_pure(string assembly) => Holds(PurityRules.OnlyAllowed(Repository.Find(assembly)));

    [Fact]
    public void Each_floor_of_core_stands_on_lower_ones() => Holds(FloorRules.OnlyLowerFloors(Repository.Core));

    [Fact]
    public void Every_type_of_core_is_on_a_floor() => Holds(FloorRules.EveryTypeIsOnAFloor(Repository.Core));

    [Fact]
    public void No_file_is_longer_than_400_lines() => Holds(FileRules.TooLong(Repository.Files("*.cs", "*.ts", "*.tsx").Select(file => (Path.GetRelativePath(Repository.Root, file), File.ReadLines(file).Count()))));

    [Fact]
    public void The_solution_holds_every_project()
    {
        var projects = Repository.Files("*.csproj").Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));

        Assert.Equal(projects.Order(StringComparer.Ordinal), Repository.ProjectsOfSolution().Order(StringComparer.Ordinal));
    }

    /// <summary>A rule holds when nothing breaks it; otherwise the failure is the list of what does.</summary>
    private static void Holds(IEnumerable<string> broken)
    {
        var sentences = broken.ToArray();
        if (sentences.Length > 0) Assert.Fail(string.Join('\n', sentences));
    }
}
