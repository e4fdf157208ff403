namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>The rules that keep the house easy to see. Each walks every module, so a new one is covered the day it is born. PlantedFaultTests shows that each can fail.</summary>
public class ArchitectureTests
{
    public static TheoryData<string> AllSources => [.. Repository.Sources.Select(assembly => assembly.GetName().Name!)];

    public static TheoryData<string> AllModules => [.. Repository.Modules.Select(assembly => assembly.GetName().Name!)];

    private static IReadOnlyList<Type> Travelling => ContractRules.Travelling(ContractRules.Of(Repository.Contracts));

    [Fact]
    public void The_rules_see_every_module_folder() => Holds(ModuleRules.EveryFolderIsSeen(Repository.ModuleFolders(), Repository.Modules));

    [Theory, MemberData(nameof(AllSources))]
    public void A_project_knows_only_what_stands_below_it(string assembly) => Holds(ModuleRules.References(Repository.Find(assembly)));

    [Theory, MemberData(nameof(AllModules))]
    public void A_module_shows_only_its_front_door(string module) => Holds(ModuleRules.FrontDoor(Repository.Find(module)));

    [Theory, MemberData(nameof(AllModules))]
    public void A_modules_sql_names_only_its_own_tables(string module) => Holds(SqlRules.OnlyOwnTables(Repository.Find(module), SqlRules.MigrationsOf(Repository.Find(module))));

    [Fact]
    public void Each_event_is_told_by_one_module()
    {
        Voice[] voices = [.. Repository.Modules.Select(Voice.Of)];

        Holds([.. EventRules.EachIsToldByOne(Voice.All(Repository.Contracts), voices), .. EventRules.OnlyEventsAreTold(voices), .. EventRules.WhatIsHeardIsTold(voices)]);
    }

    [Theory]
    [InlineData("AlgoTrendy.Core"), InlineData("AlgoTrendy.Strategies")]
    public void Core_and_strategies_use_only_what_is_pure(string assembly) => Holds(PurityRules.OnlyAllowed(Repository.Find(assembly)));

    [Fact]
    public void Each_floor_of_core_stands_on_lower_ones() => Holds(FloorRules.OnlyLowerFloors(Repository.Core));

    [Fact]
    public void Every_type_of_core_is_on_a_floor() => Holds(FloorRules.EveryTypeIsOnAFloor(Repository.Core));

    [Fact]
    public void A_module_has_one_interface_in_contracts() => Holds(ContractRules.OneInterfaceAModule(Repository.Contracts));

    [Fact]
    public void Every_stream_is_numbered_and_can_be_resumed() => Holds(ContractRules.StreamsAreNumbered(ContractRules.Of(Repository.Contracts)));

    [Fact]
    public void Every_contract_method_takes_one_request_and_a_token_and_returns_a_task_or_a_stream() =>
        Holds([.. ContractRules.Shapes(ContractRules.Of(Repository.Contracts)), .. ContractRules.NoOverloads(ContractRules.Of(Repository.Contracts))]);

    [Fact]
    public void Something_says_how_every_type_travels() => Holds(WireRules.EveryTypeHasAForm(Travelling));

    [Fact]
    public void Every_value_survives_the_wire() => Holds(Travelling.SelectMany(WireRules.Survives));

    [Fact]
    public void Malformed_values_do_not_get_in() => Holds(Travelling.SelectMany(WireRules.MalformedStayOut));

    [Fact]
    public async Task Every_door_names_who_may_pass_and_stands_where_it_should()
    {
        await using var house = await House.Open("together");

        var endpoints = house.Endpoints;

        Assert.NotEmpty(endpoints);
        Holds([.. RouteRules.EveryDoorNamesAPolicy(endpoints), .. RouteRules.PathsAreCanonical(endpoints), .. RouteRules.ParametersCanBeNamed(endpoints)]);
    }

    [Fact]
    public void The_map_is_the_house()
    {
        var file = Path.Combine(Repository.Root, "docs", "map.md");
        var before = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";

        var map = HouseMap.Draw(Repository.Modules, ContractRules.Of(Repository.Contracts));

        if (before != map) File.WriteAllText(file, map);
        Assert.True(before == map, "docs/map.md was not what the code says. It is written anew; look at it and commit it.");
    }

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
