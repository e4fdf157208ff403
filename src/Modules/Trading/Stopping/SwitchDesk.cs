using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Trading.Stopping;

/// <summary>The kill switch: halts, lets only reduce, lets go on, flattens. Needs no other module.</summary>
internal sealed class SwitchDesk(AccountDesks desks, CallerContext callers)
{
    public async Task<TradingStatus> Set(TradingModeChange change)
    {
        if (PositionFieldCheck.FaultOf(change) is { } fault) return new([], fault);
        if (await Meant(change.AccountId) is null) return Unknown(change.AccountId);

        // Where all are meant, one that cannot be written keeps no other from being halted; it is named.
        var by = callers.Current.Name;
        var (written, unwritten) = await desks.See(change.AccountId, Write);
        if (written.Count == 0 && unwritten is not null) await desks.Look(null, Write); // none could be: the fault itself is the answer
        var status = await Status(change.AccountId);
        return unwritten is null ? status : status with { Unread = [.. unwritten.UnionBy(status.Unread ?? [], one => one.AccountId)] };

        bool Write(AccountDesk desk, Step step) => Set(desk, step, change, by);
    }

    public async Task<TradingStatus> Status(string? account)
    {
        if (await Meant(account) is null) return Unknown(account);
        var (accounts, unread) = await desks.See(account, (desk, step) =>
        {
            var shut = desk.ShutBecause(step.State);
            return AccountViews.Status(step.State, BrokerDesk.StatusOf(desk.Connection, shut), shut);
        });
        return new(accounts, Unread: unread);
    }

    public async Task<StopReport> Flatten(FlattenRequest request, CancellationToken ct)
    {
        if (PositionFieldCheck.FaultOf(request) is { } fault) return new(false, 0, [], [], fault);
        if (await Meant(request.AccountId) is not { } meant) return new(false, 0, [], [], Unknown(request.AccountId).Refusal);

        var reports = await Task.WhenAll(meant.Select(desk => Flatten(desk, request, ct)));
        return new(reports.All(report => report.IsClean), reports.Sum(report => report.Cancelled), [.. reports.SelectMany(report => report.Closing)], [.. reports.SelectMany(report => report.Left)], null);
    }

    // What cannot be done for one must not hide what was done for the others.
    private static async Task<StopReport> Flatten(AccountDesk desk, FlattenRequest request, CancellationToken ct)
    {
        try
        {
            return desk.Connection is { } connection ? await StopProcedure.Flatten(desk, connection, request.Symbol, TimeSpan.FromMilliseconds(request.WaitMs), ct) : await Unreached(desk);
        }
        catch (DatabaseException cause)
        {
            return new(false, 0, [], [$"Account {desk.Id} cannot be read or written now, so what it holds was not touched: {cause.Message}"], null);
        }
    }

    // An account that is known to hold nothing and to wait for nothing needs no venue to be flat.
    private static Task<StopReport> Unreached(AccountDesk desk) => desk.Writer.Do(step =>
    {
        var isFlat = step.State.Open.Count == 0 && step.State.Live.Account.Positions.All(position => position.IsFlat);
        var left = StopProcedure.NeverCompared(step.State) ?? (isFlat ? null : $"Account {desk.Id} is not connected to its venue: what it holds there was not touched.");
        return new StopReport(left is null, 0, [], left is null ? [] : [left], null);
    });

    private static bool Set(AccountDesk desk, Step step, TradingModeChange change, string by)
    {
        var row = step.State.Row;
        var isNew = row.TradingMode != change.Mode;
        // Why it is so may be said later; what was said before is not forgotten for nothing.
        if (!isNew && (change.Reason is null || change.Reason == row.ModeReason)) return false;

        if (isNew && change.Mode == TradingMode.Normal) LossWatch.Release(step);
        step.State.Row = row with { TradingMode = change.Mode, ModeReason = change.Reason, ModeSince = isNew ? step.Now : row.ModeSince };
        step.Tell(new TradingModeChanged(step.State.Id, change.Mode, change.Reason, by, step.Now));
        desk.Writer.Faults.Reach("mode-changing");
        step.After(() => desk.Writer.Faults.Reach("mode-changed"));
        return true;
    }

    private async Task<IReadOnlyList<AccountDesk>?> Meant(string? account)
    {
        await desks.Opened;
        var meant = desks.All.Where(desk => account is null || desk.Id == account).ToArray();
        return meant.Length == 0 && account is not null ? null : meant;
    }

    private TradingStatus Unknown(string? account) => new([], new("unknown-account", $"There is no account '{account}'.", "accountId", [.. desks.All.Select(desk => desk.Id)]));
}
