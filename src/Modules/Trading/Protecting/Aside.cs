using System.Text.Json;
using System.Text.Json.Serialization;
using AlgoTrendy.Contracts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>The exits of one position that a closing has taken away, by their numbers, and how far it is.</summary>
internal sealed class Aside
{
    /// <summary>Whether it has been tried to close the position.</summary>
    public bool IsBegun { get; set; }

    public HashSet<long> Exits { get; init; } = [];

    /// <summary>By which the position is closed.</summary>
    public HashSet<long> Closing { get; init; } = [];

    /// <summary>Exits of a position that is over: they go, and nothing comes for them.</summary>
    public HashSet<long> Leaving { get; init; } = [];

    /// <summary>How much of what was taken away is placed again, by the group or the order.</summary>
    public Dictionary<long, decimal> Given { get; init; } = [];

    /// <summary>Placed again and not answered yet, and for which group or order.</summary>
    public Dictionary<long, long> Placed { get; init; } = [];

    /// <summary>When what the venue did not take now is placed again, in the machine's milliseconds; 0: at once, as after a restart.</summary>
    [JsonIgnore]
    public long NextTry { get; set; }

    /// <summary>How often in a row it took nothing.</summary>
    [JsonIgnore]
    public int Refusals { get; set; }

    /// <summary>The position is over: what is owed to it is owed to nobody.</summary>
    public void Forget()
    {
        Exits.Clear();
        Closing.Clear();
        Given.Clear();
        Placed.Clear();
    }

    /// <summary>Reads what an account has aside. Nobody is closing any more: what has not begun never will.</summary>
    /// <returns>The numbers of all orders that it is about.</returns>
    public static IReadOnlyList<long> Load(Reading reading, AccountState state)
    {
        foreach (var row in reading.Query<AsideRow>("select symbol, aside from exits_aside where account_id = @Id order by symbol", new { state.Id }))
        {
            var aside = JsonSerializer.Deserialize<Aside>(row.Aside, Wire.Contract)!;
            aside.IsBegun = true;
            state.Aside.Add(row.Symbol, aside);
        }

        return [.. state.Aside.Values.SelectMany(aside => aside.Exits.Concat(aside.Closing).Concat(aside.Placed.Keys)).Order()];
    }

    /// <summary>Writes it down as it stands; or that there is nothing any more.</summary>
    public static void Keep(Step step, Symbol symbol)
    {
        var (account, now) = (step.State.Id, step.State.Aside.TryGetValue(symbol, out var aside) ? JsonSerializer.Serialize(aside, Wire.Contract) : null);
        step.Journal.Also(writing =>
        {
            if (now is null) writing.Execute("delete from exits_aside where account_id = @account and symbol = @symbol", new { account, symbol });
            else writing.Execute("insert into exits_aside (account_id, symbol, aside) values (@account, @symbol, @now) on conflict (account_id, symbol) do update set aside = excluded.aside", new { account, symbol, now });
        });
    }
}

/// <summary>The same as the table has it.</summary>
internal sealed record AsideRow(Symbol Symbol, string Aside);
