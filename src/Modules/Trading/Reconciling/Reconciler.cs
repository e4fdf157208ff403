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
internal sealed class Reconciler(AccountWriter writer, Courier courier, Adoption adoption, FaultPoints faults, ILogger log)
{
    private const int Tries = 8;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(150);

    private IBroker Broker => courier.Broker;

    /// <returns>Whether they agree; null when the venue did not answer, or everything moved too fast to say.</returns>
    public async Task<bool?> Run(CancellationToken ct)
    {
        IReadOnlySet<string> seen = new HashSet<string>();
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (!await PullExecutions(ct)) return null;
            var revision = await writer.Do(step => step.State.Revision);
            if (await Broker.OpenOrders(null, ct) is not Answer<IReadOnlyList<VenueOrder>>.Got open) return null;
            if (await adoption.Learn(open.Value)) continue;
            if (await Broker.Balances(ct) is not Answer<IReadOnlyList<Balance>>.Got balances) return null;

            faults.Reach("before-comparison");
            var picture = new VenuePicture(revision, open.Value, balances.Value);
            if (!await writer.Do(step => step.State.Row.AdoptedAt is not null) && !await adoption.TakeOver(picture, ct)) return null;
            var (verdict, found) = await writer.Do(step => Compare(step, picture, seen));
            if (verdict is { } agrees) return agrees;
            seen = found;
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
                if ((page.Executions.Count > 0 || page.Next.NextId != next) && !await Book(symbol, page, ct)) return false;
                next = page.Next.NextId;
                if (!page.More) break;
            }
        }

        return true;
    }

    private async Task<bool> Book(Symbol symbol, Connectors.Brokers.ExecutionPage page, CancellationToken ct)
    {
        // Whose they are: by the venue's number of the order, at hand or in the tables. One whose answer was lost has none yet.
        if ((await Strangers(page)).Length > 0 && !await AskForNumbers(symbol, ct)) return false;
        await adoption.Recall(symbol, await Strangers(page), ct);
        await writer.Do(step =>
        {
            var instrument = step.State.Live.Instruments.Single(one => one.Symbol == symbol);
            foreach (var execution in page.Executions) Fills.Take(step, courier, execution, OrderOf(step, execution), instrument);
            step.State.Cursors[symbol] = page.Next.NextId;
            step.Journal.Add(new CursorRow(step.State.Id, symbol, page.Next.NextId));
        });
        faults.Reach("pulled");
        return true;
    }

    private Task<string[]> Strangers(Connectors.Brokers.ExecutionPage page) => writer.Do(step =>
        page.Executions.Where(one => !step.State.Executions.Contains(one.Key) && OrderOf(step, one) is null).Select(one => one.VenueOrderId).Distinct().ToArray());

    /// <returns>False when the venue does not say: whose an execution is stays open.</returns>
    private async Task<bool> AskForNumbers(Symbol symbol, CancellationToken ct)
    {
        var nameless = await writer.Do(step => step.State.Open.Values
            .Where(live => live.IsAtVenue && live.Order.Instrument.Symbol == symbol && (live.VenueId is null || live.NextClientId is not null))
            .Select(live => (live.Number, Name: live.NextClientId ?? live.ClientId)).ToArray());
        foreach (var (number, name) in nameless)
        {
            var answer = await Broker.Find(new(symbol, name), ct);
            if (answer is OrderAnswer.Unknown) return false;
            await writer.Do(step => VenueAnswers.Found(step, courier, number, name, answer, Broker.Capabilities.SettlingTime));
            // One that a venue does not show yet may be the one that has traded.
            if (answer is OrderAnswer.NotFound && await writer.Do(step => step.State.Find(number) is { IsAtVenue: true } live && (live.NextClientId ?? live.ClientId) == name)) return false;
        }

        return true;
    }

    private static LiveOrder? OrderOf(Step step, VenueExecution execution) => step.State.FindByVenue(execution.Key.Symbol, execution.VenueOrderId);

    /// <param name="seen">What differed a moment ago.</param>
    private (bool? Agrees, IReadOnlySet<string> Found) Compare(Step step, VenuePicture picture, IReadOnlySet<string> seen)
    {
        if (Comparison.Of(step, courier, picture) is not { } found) return (null, seen);
        var state = step.State;
        var ids = found.Select(one => one.DifferenceId).ToHashSet();
        if (state.Settings.ForeignOrders == ForeignOrders.Adopt && found.Any(one => one.Kind is Comparison.ForeignOrder or Comparison.OpenOrder))
        {
            foreach (var order in picture.Open.Where(order => state.Find(order.ClientId) is not { IsOver: false })) adoption.Adopt(step, order);
            return (null, ids);
        }

        // News may be on its way while the picture is taken: what differs is believed when it is seen twice.
        if (!ids.IsSubsetOf(seen)) return (null, ids);

        var before = state.Differences;
        state.Differences = found.ToDictionary(one => one.DifferenceId);
        state.ReconciledAt = step.Now;
        state.Agrees = found.Count == 0;
        if (ids.SetEquals(before.Keys)) return (state.Agrees, ids);

        foreach (var news in found.Where(one => !before.ContainsKey(one.DifferenceId) && one.Kind != Comparison.MissingOrder)) step.Alert("account-differs", news.Message);
        step.Journal.Also(writing =>
        {
            writing.Execute("delete from differences where account_id = @Id", new { state.Id });
            writing.ExecuteMany("insert into differences (account_id, difference_id, kind, what, here, at_venue, message) values (@AccountId, @DifferenceId, @Kind, @What, @Here, @AtVenue, @Message)", found);
        });
        return (state.Agrees, ids);
    }
}
