using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Guards a position until it is closed: attaches a rule, shows those that there are, takes one away.</summary>
internal sealed class PositionStopCommand(Surroundings surroundings)
{
    private readonly Argument<string> _position = PositionCommand.Position();
    private readonly Argument<string> _removed = PositionCommand.Position();
    private readonly Option<string?> _account = TradingOptions.Account("Only this account");
    private readonly Option<bool> _json = Given.Json();
    private readonly StopOptions _options = new();

    public Command Create()
    {
        var list = new Command("list", "Show what guards which position") { _account, _json };
        list.SetAction(List);
        var remove = new Command("remove", "Take the rule of a position away, and cancel its stop") { _removed, _json };
        remove.SetAction(Remove);
        var command = new Command("stop", "Guard a position with a stop, a time, or both; it takes the place of the rule before") { _position, _json, list, remove };
        _options.AddTo(command);
        command.SetAction(Set);
        return command;
    }

    private async Task<int> Set(ParseResult parsed, CancellationToken ct)
    {
        var rule = _options.Read(parsed, parsed.GetRequiredValue(_position));
        await using var session = await surroundings.Open(parsed, ct);
        return StopRuleText.Tell(await session.Get<ITrading>().SetStopRule(rule, ct), parsed.GetValue(_json));
    }

    private async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var list = await session.Get<ITrading>().ListStopRules(new(parsed.GetValue(_account)), ct);
        if (parsed.GetValue(_json)) Screen.Document(list);
        if (list.Refusal is { } refusal) return Refused.Tell(refusal);

        var isJson = parsed.GetValue(_json);
        if (!isJson && list.Items.Count > 0) StopRuleText.Show(list.Items);
        else if (!isJson && list.Unread is null) Screen.Remark("No rule guards a position.");
        return AccountText.Tell(list.Unread, isJson);
    }

    private async Task<int> Remove(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var reply = await session.Get<ITrading>().RemoveStopRule(new(parsed.GetRequiredValue(_removed)), ct);
        if (parsed.GetValue(_json)) Screen.Document(reply);
        if (reply.Refusal is { } refusal) return Refused.Tell(refusal);

        if (!parsed.GetValue(_json)) Screen.Say($"Nothing guards {reply.Rule!.PositionId} any more.");
        return ExitCode.Success;
    }
}
