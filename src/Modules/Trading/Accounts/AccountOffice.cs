using System.Text.Json;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Shows accounts, changes their settings, moves money into and out of those on paper, and closes them.</summary>
internal sealed class AccountOffice(AccountDesks desks, TradingStore store)
{
    public async Task<AccountList> List(AccountQuery query)
    {
        var (accounts, unread) = await desks.See(query.AccountId, (_, step) => AccountViews.Of(step.State));
        return new(accounts, unread);
    }

    public async Task<AccountReply> Change(AccountChange change)
    {
        if (AccountFieldCheck.FaultOf(change) is { } fault) return new(null, fault);
        var (desk, unknown) = await desks.Find(change.AccountId);
        if (desk is null) return new(null, unknown);

        return await desk.Writer.Do(step =>
        {
            var state = step.State;
            if (AccountClosing.RefusalOf(state) is { } closed) return new(null, closed);
            if (change.Version is { } version && version != state.Row.Version) return new(null, new("version-conflict", $"The account is at version {state.Row.Version}, not {version}: somebody changed it meanwhile."));
            if (change.Settings is { } wanted)
            {
                if (SettingsMerge.FaultOf(state.Settings, wanted) is { } stays) return new(null, stays);
                state.Settings = SettingsMerge.Of(state.Settings, wanted);
            }

            state.Row = state.Row with { Name = change.Name ?? state.Row.Name, Settings = JsonSerializer.Serialize(state.Settings, Wire.Contract), Version = state.Row.Version + 1 };
            var view = AccountViews.Of(state);
            step.Tell(new AccountChanged(view));
            return new AccountReply(view, null);
        });
    }

    public async Task<AccountReply> Move(CashMove move, CancellationToken ct)
    {
        if (AccountFieldCheck.FaultOf(move) is { } fault) return new(null, fault);
        var (desk, unknown) = await desks.Find(move.AccountId);
        if (desk is null) return new(null, unknown);
        var asked = Requests.Fingerprint(move with { IdempotencyKey = null });
        if (move.IdempotencyKey is { } key && await store.FindRequest(desk.Id, key, ct) is { } before) return before.Fingerprint == asked ? await Shown(desk) : new(null, Requests.Reused(key));

        return await desk.Steadily(() => desk.Writer.Do(step => Take(step, desk, move, asked))) is { } refusal ? new(null, refusal) : await Shown(desk);
    }

    public async Task<AccountReply> Close(AccountName account)
    {
        var (desk, unknown) = await desks.Find(account.AccountId);
        if (desk is null) return new(null, unknown);

        if (await desk.Steadily(() => desk.Writer.Do(AccountClosing.Close)) is { } refusal) return new(null, refusal);
        await desk.Disconnect();
        return await Shown(desk);
    }

    private static TradingRefusal? Take(Step step, AccountDesk desk, CashMove move, string asked)
    {
        var state = step.State;
        if (move.IdempotencyKey is { } key && state.Requests.TryGetValue(key, out var before)) return before.Fingerprint == asked ? null : Requests.Reused(key);
        if (AccountClosing.RefusalOf(state) is { } closed) return closed;
        if (state.Row.Broker != BrokerLines.Paper) return new("invalid", "Money of an account at a venue moves there, and is found by the next comparison.", "accountId");
        if (state.Settings.Feed == PaperFeed.Replay) return new("invalid", "Money of a replay does not move: it would be another one.", "accountId");
        if (state.Live.Account.RateOf(move.Currency) is not { } rate) return new("invalid", $"Nothing gives the rate of {move.Currency} in {state.Row.Currency}.", "currency");
        if (move.Amount < 0m && (state.Live.BuyingPower is not { } free || -move.Amount * rate > free || -move.Amount > state.Live.Account.CashOf(move.Currency)))
            return new("insufficient-cash", $"{-move.Amount} {move.Currency} cannot be taken out: {state.Live.Account.CashOf(move.Currency)} is there, of which positions tie up a part.", "amount");
        BookKeeping.Move(step, new(state.Id, step.NextBookSequence(), move.Amount > 0m ? "deposit" : "withdrawal", move.Currency, null, move.Amount, null, move.Note, step.Now), null);
        Requests.Remember(step, move.IdempotencyKey, asked);
        // The paper venue has a purse of its own. One that is opened later finds it in the books.
        if (desk.Connection?.Broker is PaperBroker venue) step.After(() => venue.Pay(new(move.Amount, move.Currency)));
        return null;
    }

    private static async Task<AccountReply> Shown(AccountDesk desk) => new(await desk.Writer.Do(step => AccountViews.Of(step.State)), null);
}
