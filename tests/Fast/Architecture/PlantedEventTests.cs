namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Faults in what modules tell and in their SQL, and the rules that find them.</summary>
public class PlantedEventTests
{
    private const string Usings = "using AlgoTrendy.Platform.Databases; using AlgoTrendy.Platform.Telling; using AlgoTrendy.Contracts.Events;";
    private const string Events = "namespace AlgoTrendy.Contracts.Events { public sealed record Filled(string Order); public sealed record Halted(string Account); }";

    private const string Migration = """
        create table orders (id text primary key); -- from nowhere
        create table fills (order_id text not null references orders (id), note text not null default 'from elsewhere');
        """;

    [Theory]
    [InlineData("void A(Writing writing) => writing.Tell(\"key\", new Filled(\"o1\"));")]
    [InlineData("void A(Writing writing) => writing.TellAll(\"key\", [new Filled(\"o1\")]);")]
    [InlineData("List<object> _all = []; void A(Writing writing) => writing.TellAll(\"key\", _all); void B() => _all.Add(new Filled(\"o1\"));")]
    [InlineData("void A<T>(Writing writing, T what) where T : class => writing.Tell(\"key\", what); void B(Writing writing) => A(writing, new Filled(\"o1\"));")]
    [InlineData("Func<Database, Task> A() => async database => { await Task.Yield(); await database.Write(writing => writing.Tell(\"key\", new Filled(\"o1\")), default); };")]
    public void An_event_that_two_modules_tell_is_found(string member)
    {
        using var one = new Planted("Modules.Risk", $"{Usings} {Events} class Fault {{ {member} }}");
        using var other = new Planted("Modules.Trading", $"{Usings} {Events} class Fault {{ {member} }}");

        Voice[] voices = [Voice.Of(one.Assembly), Voice.Of(other.Assembly)];

        Assert.Equal(["Filled is told by Risk and Trading; an event has one owner."], EventRules.EachIsToldByOne([], voices));
        Assert.Empty(EventRules.EachIsToldByOne(["Filled"], voices[..1]));
        Assert.Equal(["Halted is told by nobody."], EventRules.EachIsToldByOne(["Filled", "Halted"], voices[..1]));
    }

    [Fact]
    public void A_module_that_only_hears_or_passes_on_tells_nothing()
    {
        using var module = new Planted("Modules.Risk", $"{Usings} {Events} class Plain {{ Handlers A() => new Handlers().On<Filled>((_, filled, _) => {{ var copy = filled with {{ }}; }}); }}");

        var voice = Voice.Of(module.Assembly);

        Assert.Empty(voice.Told);
        Assert.Equal(["Filled"], voice.Heard);
    }

    [Fact]
    public void What_is_told_without_being_an_event_of_the_contracts_is_found()
    {
        using var module = new Planted("Modules.Risk", $"{Usings} {Events} record Secret(string What); class Fault {{ void A(Writing writing) => writing.Tell(\"key\", new Secret(\"x\")); }}");

        Assert.Equal(["Risk tells Secret, which is no sealed record of Contracts/Events."], EventRules.OnlyEventsAreTold([Voice.Of(module.Assembly)]));
    }

    [Fact]
    public void An_event_that_is_heard_and_never_told_is_found_and_one_that_is_told_is_on_the_map()
    {
        using var trading = new Planted("Modules.Trading", $"{Usings} {Events} class Desk {{ void A(Writing writing) => writing.Tell(\"key\", new Filled(\"o1\")); }}");
        using var books = new Planted("Modules.Portfolio", $"{Usings} {Events} class Books {{ Handlers A() => new Handlers().On<Filled>((_, _, _) => {{ }}).On<Halted>((_, _, _) => {{ }}); }}");

        var map = HouseMap.Draw([trading.Assembly, books.Assembly], []);

        Assert.Equal(["Portfolio hears Halted, which no module tells."], EventRules.WhatIsHeardIsTold([Voice.Of(trading.Assembly), Voice.Of(books.Assembly)]));
        Assert.Contains("  Trading -.->|tells| Portfolio\n", map, StringComparison.Ordinal);
        Assert.Contains("| Trading | Filled | Portfolio |", map, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("string A() => \"select id from positions\";", "positions")]
    [InlineData("string A() => \"select id from orders o, positions p where p.id = o.id\";", "positions")]
    [InlineData("string A() => \"select o.id from orders o left join positions p on p.id = o.id\";", "positions")]
    [InlineData("string A() => \"select id from orders where id in (select id from positions)\";", "positions")]
    [InlineData("string A() => \"insert into positions (id) values (@id)\";", "positions")]
    [InlineData("string A() => \"update positions set id = @id\";", "positions")]
    [InlineData("string A() => \"delete from positions where id = @id\";", "positions")]
    [InlineData("string A() => \"SELECT id FROM Positions\";", "positions")]
    [InlineData("string A() => \"select id from \\\"positions\\\"\";", "positions")]
    [InlineData("const string From = \" from positions\"; string A() => \"select id\" + From;", "positions")]
    [InlineData("string A(bool all) => $\"select {(all ? \"*\" : \"id\")} from positions {(all ? \"\" : \"where id = @id\")}\";", "positions")]
    [InlineData("static readonly string B = \"select id from positions\";", "positions")]
    [InlineData("async Task<string> A() { await Task.Yield(); return \"with some as (select id from positions) select id from some\"; }", "positions")]
    public void Sql_that_names_a_table_of_another_module_is_found(string member, string table)
    {
        using var module = new Planted("Modules.Risk", $"class Store {{ {member} }}");

        Assert.Equal([$"Store names the table {table}, which no migration of Risk makes."], SqlRules.OnlyOwnTables(module.Assembly, [Migration]));
    }

    [Theory]
    [InlineData("string A() => \"select o.id from orders o join fills on fills.order_id = o.id where o.id is distinct from @id order by o.id\";")]
    [InlineData("string A() => \"insert into orders(id) values (@id) on conflict (id) do update set id = excluded.id returning id\";")]
    [InlineData("string A() => \"with some as (select id from orders), more as (select id from some) select count(*) from more, outbox_head\";")]
    [InlineData("string A() => \"select id from orders where note = 'taken from positions' -- from positions\";")]
    [InlineData("string A() => \"select value from json_each(@ids)\";")]
    [InlineData("string A() => \"select count(*) from inbox\"; string B() => \"Nothing came from positions.\";")]
    [InlineData("string A(bool all) { var sql = \"select id from orders\"; return all ? sql : \"What comes from positions is not known.\"; }")]
    public void Sql_that_names_only_its_own_is_left_alone(string member)
    {
        using var module = new Planted("Modules.Risk", $"class Store {{ {member} }}");

        Assert.Empty(SqlRules.OnlyOwnTables(module.Assembly, [Migration]));
    }

    [Fact]
    public void Sql_that_names_a_schema_and_a_migration_that_leans_on_anothers_table_are_found()
    {
        using var module = new Planted("Modules.Risk", "class Store { string A() => \"select id from trading.orders\"; }");

        Assert.Equal(
        [
            "Store names the schema of trading.orders; the connection says whose tables they are.",
            "A migration of Risk names the table positions, which no migration of Risk makes.",
        ], SqlRules.OnlyOwnTables(module.Assembly, [Migration, "create table more (id text references positions (id));"]));
    }
}
