using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Changes the name and the settings of an account; what is not named stays as it is.</summary>
internal sealed class AccountChangeCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account" };
    private readonly Option<string?> _name = new("--name") { Description = "For people", HelpName = "TEXT" };
    private readonly Option<int?> _reconcile = Given.OptionalCount("--reconcile-seconds", "How often it is compared with its venue; 0: as usual (30)");
    private readonly Option<int?> _stale = Given.OptionalCount("--stale-order-seconds", "After how long without news a waiting change is asked for; 0: as usual (5)");
    private readonly Option<int?> _protectAfter = Given.OptionalCount("--protect-after-seconds", "How long a position may be without a stop at the venue; 0: for ever, as usual");
    private readonly Option<Unprotected?> _unprotected = Given.OneOf<Unprotected>("--unprotected", "What is done then, beside the alert");
    private readonly Option<decimal?> _distance = Given.Amount("--protect-distance-percent", "How far from the price that stop is put; 0: as usual (5)", "PERCENT");
    private readonly Option<ForeignOrders?> _foreign = Given.OneOf<ForeignOrders>("--foreign-orders", "What is done about an order that was placed at the venue by other means");
    private readonly Option<decimal?> _interest = Given.Amount("--interest", "What owed cash of a paper account costs a year from now on; 0: nothing", "PERCENT");
    private readonly Option<decimal?> _borrow = Given.Amount("--borrow", "What shorts of a paper account cost a year from now on, of their worth; 0: nothing", "PERCENT");
    private readonly Option<int?> _version = Given.OptionalCount("--version", "Only if name and settings are at this version still");
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("change", "Change the name and the settings of an account; what is not named stays as it is") { _id, _name, _reconcile, _stale, _protectAfter, _unprotected, _distance, _foreign, _interest, _borrow, _version, _json };
        command.SetAction(Change);
        return command;
    }

    private async Task<int> Change(ParseResult parsed, CancellationToken ct)
    {
        var change = Read(parsed);
        await using var session = await surroundings.Open(parsed, ct);
        var reply = await session.Get<ITrading>().ChangeAccount(change, ct);
        if (parsed.GetValue(_json)) Screen.Document(reply);
        else if (reply.Account is { } account) AccountText.ShowWhole(account);
        return reply.Refusal is { } refusal ? Refused.Tell(refusal) : ExitCode.Success;
    }

    private AccountChange Read(ParseResult parsed)
    {
        var settings = new AccountSettingsChange(
            parsed.GetValue(_reconcile), parsed.GetValue(_stale), parsed.GetValue(_protectAfter), parsed.GetValue(_unprotected), parsed.GetValue(_distance), parsed.GetValue(_foreign),
            InterestPercent: parsed.GetValue(_interest), BorrowPercent: parsed.GetValue(_borrow));
        var change = new AccountChange(parsed.GetRequiredValue(_id), parsed.GetValue(_name), settings == new AccountSettingsChange() ? null : settings, parsed.GetValue(_version));
        return change is { Name: null, Settings: null } ? throw new UsageException("Say what to change: 'algotrendy account change --help' lists it, 'algotrendy account show ID' says how it is.") : change;
    }
}
