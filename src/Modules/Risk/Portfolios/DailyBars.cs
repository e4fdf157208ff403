using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Instruments;
using NodaTime;

namespace AlgoTrendy.Modules.Risk.Portfolios;

/// <summary>Asks history for the daily bars of the last days.</summary>
internal sealed class DailyBars(IHistory history, IClock clock)
{
    private const int AtOnce = 4;

    public Instant Now => clock.GetCurrentInstant();

    /// <param name="days">Calendar days before now.</param>
    public Task<BarReply> Of(Symbol symbol, int days, CancellationToken ct) => history.ReadBars(new(symbol, Interval.OneDay, Now - Duration.FromDays(days)), ct);

    public async Task<IReadOnlyDictionary<Symbol, BarReply>> Of(IEnumerable<Symbol> symbols, int days, CancellationToken ct)
    {
        var found = new Dictionary<Symbol, BarReply>();
        foreach (var some in symbols.Distinct().Chunk(AtOnce))
        {
            var replies = await Task.WhenAll(some.Select(symbol => Of(symbol, days, ct)));
            for (var index = 0; index < some.Length; index++) found[some[index]] = replies[index];
        }

        return found;
    }
}
