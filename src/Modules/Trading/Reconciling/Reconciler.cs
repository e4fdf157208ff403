using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Trading.Reconciling;

/// <summary>Pulls executions, open orders and balances from the venue and sees that the account says the same. At a start, after every reconnect, and on a timer.</summary>
internal sealed class Reconciler(AccountWriter writer, Courier courier, Adoption adoption, ILogger log)
{
    private const int Tries = 8;

    /// <summary>How often an account that agreed has to differ until it is believed: what has just happened at a venue is told a moment later.</summary>
    private const int Looks = 3;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(150);

    private IBroker Broker => courier.Broker;

    /// <returns>Whether they agree; null when the venue did not answer, or everything moved too fast to say.</returns>
    public async Task<bool?> Run(CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (!await PullExecutions(ct)) return null;
            var revision = await writer.Do(step => step.State.Revision);
            if (await Broker.OpenOrders(null, ct) is not Answer<IReadOnlyList<VenueOrder>>.Got open) return null;
            if (await Broker.Balances(ct) is not Answer<IReadOnlyList<Balance>>.Got balances) return null;

            var picture = new VenuePicture(revision, open.Value, balances.Value);
            if (!await writer.Do(step => step.State.Row.AdoptedAt is not null) && !await adoption.TakeOver(picture, ct)) return null;
            var looks = attempt;
            var verdict = await writer.Do(step => Compare(step, picture, looks));
            if (verdict is { } agrees) return agrees;
            await Task.Delay(Breath, ct);
        }

        log.LogInformation("Account {Account} moves too fast to be compared with its venue just now", writer.Id);
        return null;
    }

    /// <summary>Books what the venue has executed since the last time, page by page, each with its cursor in one commit.</summary>
    public async Task<bool> PullExecutions(CancellationToken ct)
    {
        foreach (var symbol in await writer.Do(step => step.State.Live.Instruments.Select(one => one.Symbol).ToArray()))
        {
            var next = await writer.Do(step => step.State.Cursors.GetValueOrDefault(symbol));
            while (true)
            {
                if (await Broker.Executions(new(symbol, next), ct) is not Answer<Connectors.Brokers.ExecutionPage>.Got { Value: var page }) return false;
                if (page.Executions.Count > 0 || page.Next.NextId != next) await Book(symbol, page, ct);
                next = page.Next.NextId;
                if (!page.More) break;
            }
        }

        return true;
    }

    private async Task Book(Symbol symbol, Connectors.Brokers.ExecutionPage page, CancellationToken ct)
    {
        // Whose they are: by the venue's number of the order, at hand or in the tables.
        var strangers = await writer.Do(step => page.Executions.Where(one => !step.State.Executions.Contains(one.Key) && OrderOf(step, one) is null).Select(one => one.VenueOrderId).Distinct().ToArray());
        await adoption.Recall(symbol, strangers, ct);
        await writer.Do(step =>
        {
            var instrument = step.State.Live.Instruments.Single(one => one.Symbol == symbol);
            foreach (var execution in page.Executions)
            {
                // What was traded before the account was taken over is in the balances that it began with.
                if (step.State.Row.AdoptedAt is { } adopted && execution.Time < adopted) continue;
                if (step.State.Row.AdoptedAt is null) continue;
                var live = OrderOf(step, execution);
                if (!BookKeeping.Book(step, execution, live, instrument)) continue;
                if (live is null) step.Alert("foreign-fill", $"{execution.Side} {execution.Quantity} {symbol} at {execution.Price} was traded at the venue by an order that is not of this account.");
                else Brackets.Follow(step, courier, live);
            }

            step.State.Cursors[symbol] = page.Next.NextId;
            step.Journal.Add(new CursorRow(step.State.Id, symbol, page.Next.NextId));
        });
    }

    private static LiveOrder? OrderOf(Step step, VenueExecution execution) => step.State.FindByVenue(execution.Key.Symbol, execution.VenueOrderId);

    private bool? Compare(Step step, VenuePicture picture, int looks)
    {
        if (Comparison.Of(step, courier, picture) is not { } found) return null;
        var state = step.State;
        if (found.Count > 0 && state is { Agrees: true, ReconciledAt: not null } && looks < Looks - 1) return null;
        if (state.Settings.ForeignOrders == ForeignOrders.Adopt && found.Any(one => one.Kind is Comparison.ForeignOrder or Comparison.OpenOrder))
        {
            foreach (var order in picture.Open.Where(order => state.Find(order.ClientId) is not { IsOver: false })) adoption.Adopt(step, order);
            return null;
        }

        var before = state.Differences;
        state.Differences = found.ToDictionary(one => one.DifferenceId);
        state.ReconciledAt = step.Now;
        state.Agrees = found.Count == 0;
        if (before.Keys.ToHashSet().SetEquals(state.Differences.Keys)) return state.Agrees;

        foreach (var news in found.Where(one => !before.ContainsKey(one.DifferenceId) && one.Kind != Comparison.MissingOrder)) step.Alert("account-differs", news.Message);
        step.Journal.Also(writing =>
        {
            writing.Execute("delete from differences where account_id = @Id", new { state.Id });
            writing.ExecuteMany("insert into differences (account_id, difference_id, kind, what, here, at_venue, message) values (@AccountId, @DifferenceId, @Kind, @What, @Here, @AtVenue, @Message)", found);
        });
        return state.Agrees;
    }
}
