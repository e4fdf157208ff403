using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Asks a venue that no feed tells of for the prices of what is held and of what orders wait for, so that equity, limits and protection follow the market.</summary>
internal sealed class PriceWatch(AccountWriter writer, IBroker broker)
{
    private const int EveryMs = 5_000;

    /// <summary>Where a rule waits for a price.</summary>
    private const int RuledEveryMs = 1_000;

    private long _next;

    public async Task Look(CancellationToken ct)
    {
        // The paper venue's market is heard by the account itself.
        if (broker is PaperBroker || Environment.TickCount64 < _next) return;

        var (watched, isRuled) = await writer.Do(step => (
            step.State.Live.Account.Positions.Where(position => !position.IsFlat).Select(position => position.Instrument.Symbol).Union(step.State.Open.Values.Select(live => live.Order.Instrument.Symbol)).ToArray(),
            !step.State.Stops.IsEmpty));
        _next = Environment.TickCount64 + (isRuled ? RuledEveryMs : EveryMs);
        foreach (var symbol in watched)
            if (await broker.Quote(symbol, ct) is Answer<QuoteTick>.Got { Value: var quote } && double.IsFinite(quote.Mid)) await writer.Do(step => step.State.See(symbol, quote.Mid, step.Now));
    }
}
