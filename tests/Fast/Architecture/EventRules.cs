using System.Reflection;
using AlgoTrendy.Platform.Telling;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>What a module tells and hears, as the compiled code says.</summary>
/// <param name="Told">Events that it gives to Outbox.Tell, or makes, where it tells at all: Outbox.TellAll takes them as objects.</param>
/// <param name="Strange">What it tells although it is no event of the contracts.</param>
/// <param name="Heard">Events that it has handlers for.</param>
internal sealed record Voice(string Module, IReadOnlySet<string> Told, IReadOnlySet<string> Strange, IReadOnlySet<string> Heard)
{
    /// <summary>Every sealed class there is an event; what events are made of stands elsewhere.</summary>
    private const string Events = "AlgoTrendy.Contracts.Events";

    public static IEnumerable<string> All(Assembly contracts) => contracts.GetTypes().Where(IsEvent).Select(type => type.Name);

    public static Voice Of(Assembly module)
    {
        var used = Structure.Uses(module).Where(use => !IsEvent(use.User)).Select(use => use.Used).ToArray(); // an event copies itself
        var tells = used.OfType<MethodInfo>().Where(method => method.DeclaringType == typeof(Outbox) && method.Name is nameof(Outbox.Tell) or nameof(Outbox.TellAll)).ToArray();
        var given = tells.Where(method => method.IsGenericMethod).Select(method => method.GetGenericArguments()[0]).Where(type => !type.IsGenericParameter && type != typeof(object)).ToArray();
        var made = tells.Length == 0 ? [] : used.OfType<ConstructorInfo>().Select(constructor => constructor.DeclaringType!).Where(IsEvent);
        var heard = used.OfType<MethodInfo>().Where(method => method.DeclaringType == typeof(Handlers) && method.Name == nameof(Handlers.On)).Select(method => method.GetGenericArguments()[0]);
        return new(module.GetName().Name![ModuleRules.Prefix.Length..], Names(given.Where(IsEvent).Concat(made)), Names(given.Where(type => !IsEvent(type))), Names(heard));
    }

    private static bool IsEvent(Type type) => type is { Namespace: Events, IsSealed: true, IsClass: true, IsNested: false };

    private static HashSet<string> Names(IEnumerable<Type> types) => [.. types.Select(type => type.Name)];
}

/// <summary>Each event has one owner, who alone tells it.</summary>
internal static class EventRules
{
    public static IEnumerable<string> EachIsToldByOne(IEnumerable<string> events, IReadOnlyList<Voice> voices)
    {
        foreach (var name in events.Concat(voices.SelectMany(voice => voice.Told)).Distinct())
        {
            var owners = voices.Where(voice => voice.Told.Contains(name)).Select(voice => voice.Module).ToArray();
            if (owners.Length == 0) yield return $"{name} is told by nobody.";
            if (owners.Length > 1) yield return $"{name} is told by {string.Join(" and ", owners)}; an event has one owner.";
        }
    }

    public static IEnumerable<string> OnlyEventsAreTold(IReadOnlyList<Voice> voices) =>
        voices.SelectMany(voice => voice.Strange.Select(name => $"{voice.Module} tells {name}, which is no sealed record of Contracts/Events."));

    public static IEnumerable<string> WhatIsHeardIsTold(IReadOnlyList<Voice> voices) =>
        from voice in voices
        from name in voice.Heard
        where !voices.Any(other => other.Told.Contains(name))
        select $"{voice.Module} hears {name}, which no module tells.";
}
