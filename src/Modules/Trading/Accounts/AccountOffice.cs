using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Shows accounts, changes their settings, books what moves the cash of those on paper, and closes them.</summary>
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

        return await desk.Steadily(() => desk.Writer.Do(Take));

        AccountReply Take(Step step)
        {
            var state = step.State;
            if (AccountClosing.RefusalOf(state) is { } closed) return new(null, closed);
            if (change.Version is { } version && version != state.Row.Version) return new(null, new("version-conflict", $"The account is at version {state.Row.Version}, not {version}: somebody changed it meanwhile."));
            if (change.Settings is { } wanted)
            {
                if (SettingsMerge.FaultOf(state.Settings, wanted) is { } stays) return new(null, stays);
                if (state.Row.Broker != BrokerLines.Paper && AccountFieldCheck.VenueFault(wanted.InterestPercent, wanted.BorrowPercent) is { } ofVenue) return new(null, ofVenue);
                // What is past costs what was agreed then.
                CashTaking.Accrue(step, desk);
                state.Settings = SettingsMerge.Of(state.Settings, wanted);
            }

            state.Row = state.Row with { Name = change.Name ?? state.Row.Name, Settings = JsonSerializer.Serialize(state.Settings, Wire.Contract), Version = state.Row.Version + 1 };
            var view = AccountViews.Of(state);
            step.Tell(new AccountChanged(view));
            return new(view, null);
        }
    }

    public Task<AccountReply> Move(CashMove move, CancellationToken ct) => AccountFieldCheck.FaultOf(move) is { } fault
        ? Task.FromResult(new AccountReply(null, fault))
        : Once(move.AccountId, move.IdempotencyKey, Requests.Fingerprint(move with { IdempotencyKey = null }), (step, desk) => CashTaking.Take(step, desk, move), ct);

    public Task<AccountReply> Book(CashFact fact, CancellationToken ct) => AccountFieldCheck.FaultOf(fact) is { } fault
        ? Task.FromResult(new AccountReply(null, fault))
        : Once(fact.AccountId, fact.IdempotencyKey, Requests.Fingerprint(fact with { IdempotencyKey = null }), (step, desk) => CashTaking.Take(step, desk, fact), ct);

    public async Task<AccountReply> Close(AccountName account)
    {
        var (desk, unknown) = await desks.Find(account.AccountId);
        if (desk is null) return new(null, unknown);

        if (await desk.Steadily(() => desk.Writer.Do(AccountClosing.Close)) is { } refusal) return new(null, refusal);
        await desk.Disconnect();
        return await Shown(desk);
    }

    /// <summary>What was done under a key is not done again; what was refused was not done, and is asked anew.</summary>
    private async Task<AccountReply> Once(string account, string? key, string asked, Func<Step, AccountDesk, TradingRefusal?> take, CancellationToken ct)
    {
        var (desk, unknown) = await desks.Find(account);
        if (desk is null) return new(null, unknown);
        if (key is not null && await store.FindRequest(desk.Id, key, ct) is { } before) return before.Fingerprint == asked ? await Shown(desk) : new(null, Requests.Reused(key));

        return await desk.Steadily(() => desk.Writer.Do(TakeOnce)) is { } refusal ? new(null, refusal) : await Shown(desk);

        TradingRefusal? TakeOnce(Step step)
        {
            if (key is not null && step.State.Requests.TryGetValue(key, out var meanwhile)) return meanwhile.Fingerprint == asked ? null : Requests.Reused(key);
            if ((AccountClosing.RefusalOf(step.State) ?? take(step, desk)) is { } no) return no;

            Requests.Remember(step, key, asked);
            return null;
        }
    }

    private static async Task<AccountReply> Shown(AccountDesk desk) => new(await desk.Writer.Do(step => AccountViews.Of(step.State)), null);
}
