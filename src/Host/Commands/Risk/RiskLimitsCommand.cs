using System.CommandLine;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Risk;

/// <summary>Shows the limits, or changes one.</summary>
internal sealed class RiskLimitsCommand(Surroundings surroundings)
{
    private const string On = "on";
    private const string Off = "off";

    private readonly Option<bool> _json = Given.Json();
    private readonly Option<bool> _setJson = Given.Json();
    private readonly Argument<string> _limit = new("LIMIT") { Description = "Its id, as `risk limits` shows it" };
    private readonly Argument<string> _value = new("VALUE") { Description = "A number, or on, or off" };
    private readonly Option<string?> _note = new("--note") { Description = "For people, kept with the version", HelpName = "TEXT" };

    public Command Create()
    {
        var set = new Command("set", "Change the value of a limit, or switch it on or off") { _limit, _value, _note, _setJson };
        set.SetAction(Set);
        var command = new Command("limits", "Show the limits and how much of each is used; with set, change one") { _json, set };
        command.SetAction(Show);
        return command;
    }

    private async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        return RiskText.Tell(await session.Get<IRisk>().GetLimits(new(), ct), parsed.GetValue(_json));
    }

    private async Task<int> Set(ParseResult parsed, CancellationToken ct)
    {
        var (id, text) = (parsed.GetRequiredValue(_limit), parsed.GetRequiredValue(_value));
        var value = text is On or Off ? (decimal?)null : ReadValue(text);

        await using var session = await surroundings.Open(parsed, ct);
        var risk = session.Get<IRisk>();
        var now = await risk.GetLimits(new(), ct);
        if (now.Limits!.Items.FirstOrDefault(limit => limit.Id == id) is not { } found) return RiskText.Tell(new RiskRefusal("unknown-limit", $"There is no limit '{id}'.", null, [.. now.Limits.Items.Select(limit => limit.Id)]));

        var changed = value is { } number ? found with { Value = number, Enabled = true } : found with { Enabled = text == On };
        return RiskText.Tell(await risk.ChangeLimits(new(Set: [changed], Version: now.Limits.Version, Note: parsed.GetValue(_note)), ct), parsed.GetValue(_setJson));
    }

    private static decimal ReadValue(string text)
    {
        try
        {
            return ExactDecimal.Parse(text);
        }
        catch (FormatException)
        {
            throw new UsageException($"VALUE is '{text}'; it is a number such as 2.5, or {On}, or {Off}.");
        }
    }
}
