using System.Collections;
using System.Reflection;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Forms;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>How a type that travels is put together: a plain value, a value with a form of its own, a list, a map, or a record.</summary>
internal static class Travellers
{
    private static readonly Type[] Plain = [typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double)];

    private static readonly Dictionary<Type, ITextForm> Texts = Wire.Forms.OfType<ITextForm>().ToDictionary(form => form.Of);
    private static readonly Dictionary<Type, IObjectForm> Objects = Wire.Forms.OfType<IObjectForm>().ToDictionary(form => form.Of);

    public static bool IsPlain(Type type) => Plain.Contains(type) || type.IsEnum;

    public static ITextForm? TextFormOf(Type type) => Texts.GetValueOrDefault(type);

    public static IObjectForm? ObjectFormOf(Type type) => Objects.GetValueOrDefault(type);

    public static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    public static bool IsMap(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);

    public static bool IsRecord(Type type) =>
        !type.IsAbstract && !typeof(IEnumerable).IsAssignableFrom(type) && type.Namespace?.StartsWith("System", StringComparison.Ordinal) == false
        && (type.IsValueType ? !type.IsPrimitive : type.GetMethod("<Clone>$") is not null);

    /// <summary>Without the question mark.</summary>
    public static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>The types that one more step leads to.</summary>
    public static IEnumerable<Type> Parts(Type type)
    {
        var bare = Bare(type);
        if (bare != type) return [bare];
        if (IsPlain(type) || TextFormOf(type) is not null) return [];
        if (ObjectFormOf(type) is { } form) return [form.Shape];
        if (IsList(type) || IsMap(type)) return type.GetGenericArguments();
        return IsRecord(type) ? Members(type).Select(member => member.PropertyType) : [];
    }

    /// <summary>The properties of a record that carry something: those that its constructor or an initializer sets.</summary>
    public static IEnumerable<PropertyInfo> Members(Type record)
    {
        var arguments = Constructor(record)?.GetParameters().Select(parameter => parameter.Name!) ?? [];
        return record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || arguments.Contains(property.Name, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The constructor that says most; null for a struct that has only its default.</summary>
    public static ConstructorInfo? Constructor(Type record) => record.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length);
}
