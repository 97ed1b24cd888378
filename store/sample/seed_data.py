"""What sample people are put together from."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A city with its region, country, centre in millionths of a degree, zone, currency and language."""

    city: str
    state: str
    country: str
    latitude_e6: int
    longitude_e6: int
    timezone: str
    currency: str
    language: str


class Trade(NamedTuple):
    """A line of work: how it is called, skills, hourly price from and to, and whether it is done on site."""

    title: str
    skills: tuple[str, ...]
    low: int
    high: int
    on_site: bool


PLACES = (
    Place("Berlin", "BE", "DE", 52520008, 13404954, "Europe/Berlin", "EUR", "de"),
    Place("Hamburg", "HH", "DE", 53551086, 9993682, "Europe/Berlin", "EUR", "de"),
    Place("Munich", "BY", "DE", 48135124, 11581981, "Europe/Berlin", "EUR", "de"),
    Place("Vienna", "W", "AT", 48208176, 16373819, "Europe/Vienna", "EUR", "de"),
    Place("Helsinki", "18", "FI", 60169856, 24938379, "Europe/Helsinki", "EUR", "fi"),
    Place("Tampere", "11", "FI", 61497753, 23760954, "Europe/Helsinki", "EUR", "fi"),
    Place("Turku", "19", "FI", 60451690, 22266867, "Europe/Helsinki", "EUR", "fi"),
    Place("Paris", "IDF", "FR", 48856613, 2352222, "Europe/Paris", "EUR", "fr"),
    Place("Lyon", "ARA", "FR", 45764042, 4835659, "Europe/Paris", "EUR", "fr"),
    Place("Madrid", "MD", "ES", 40416775, -3703790, "Europe/Madrid", "EUR", "es"),
    Place("Barcelona", "CT", "ES", 41385063, 2173404, "Europe/Madrid", "EUR", "es"),
    Place("Lisbon", "11", "PT", 38722252, -9139337, "Europe/Lisbon", "EUR", "pt"),
    Place("Milan", "25", "IT", 45464203, 9189982, "Europe/Rome", "EUR", "it"),
    Place("Rome", "62", "IT", 41902782, 12496366, "Europe/Rome", "EUR", "it"),
    Place("Warsaw", "14", "PL", 52229675, 21012230, "Europe/Warsaw", "EUR", "pl"),
    Place("Tallinn", "37", "EE", 59436962, 24753574, "Europe/Tallinn", "EUR", "et"),
    Place("Athens", "I", "GR", 37983810, 23727539, "Europe/Athens", "EUR", "el"),
    Place("Amsterdam", "NH", "NL", 52367573, 4904139, "Europe/Amsterdam", "EUR", "nl"),
    Place("Dublin", "L", "IE", 53349805, -6260310, "Europe/Dublin", "EUR", "en"),
    Place("London", "ENG", "GB", 51507351, -127758, "Europe/London", "EUR", "en"),
    Place("New York", "NY", "US", 40712776, -74005974, "America/New_York", "USD", "en"),
    Place("Boston", "MA", "US", 42360083, -71058880, "America/New_York", "USD", "en"),
    Place("Chicago", "IL", "US", 41878114, -87629798, "America/Chicago", "USD", "en"),
    Place("Austin", "TX", "US", 30267153, -97743061, "America/Chicago", "USD", "en"),
    Place("Denver", "CO", "US", 39739236, -104990251, "America/Denver", "USD", "en"),
    Place("Phoenix", "AZ", "US", 33448377, -112074037, "America/Phoenix", "USD", "en"),
    Place("Seattle", "WA", "US", 47606209, -122332071, "America/Los_Angeles", "USD", "en"),
    Place("San Diego", "CA", "US", 32715738, -117161084, "America/Los_Angeles", "USD", "en"),
    Place("Toronto", "ON", "CA", 43653226, -79383184, "America/Toronto", "USD", "en"),
    Place("Montreal", "QC", "CA", 45501689, -73567256, "America/Toronto", "USD", "fr"),
    Place("Mexico City", "CMX", "MX", 19432608, -99133209, "America/Mexico_City", "USD", "es"),
    Place("Bogota", "DC", "CO", 4710989, -74072092, "America/Bogota", "USD", "es"),
    Place("Sao Paulo", "SP", "BR", -23550520, -46633309, "America/Sao_Paulo", "USD", "pt"),
    Place("Buenos Aires", "C", "AR", -34603684, -58381559, "America/Argentina/Buenos_Aires", "USD", "es"),
    Place("Istanbul", "34", "TR", 41008238, 28978359, "Europe/Istanbul", "EUR", "tr"),
    Place("Kazan", "TA", "RU", 55796289, 49108795, "Europe/Moscow", "RUB", "ru"),
    Place("Dubai", "DU", "AE", 25204849, 55270783, "Asia/Dubai", "USD", "ar"),
    Place("Mumbai", "MH", "IN", 19075984, 72877656, "Asia/Kolkata", "USD", "hi"),
    Place("Singapore", "01", "SG", 1352083, 103819836, "Asia/Singapore", "USD", "en"),
    Place("Manila", "NCR", "PH", 14599512, 120984222, "Asia/Manila", "USD", "en"),
    Place("Tokyo", "13", "JP", 35689487, 139691706, "Asia/Tokyo", "USD", "ja"),
    Place("Sydney", "NSW", "AU", -33868820, 151209290, "Australia/Sydney", "USD", "en"),
    Place("Nairobi", "30", "KE", -1292066, 36821945, "Africa/Nairobi", "USD", "en"),
    Place("Cape Town", "WC", "ZA", -33924869, 18424055, "Africa/Johannesburg", "USD", "en"),
)

# fmt: off
TRADES = (
    Trade("Plumber", ("Plumbing", "Pipe fitting", "Bathroom installation", "Heating systems", "Leak detection"),
          35, 95, True),
    Trade("Electrician", ("Electrical wiring", "Lighting", "Fuse boxes", "Solar installation", "EV chargers"),
          35, 100, True),
    Trade("Carpenter", ("Carpentry", "Furniture assembly", "Kitchen fitting", "Wood floors", "Doors and windows"),
          30, 80, True),
    Trade("Painter", ("House painting", "Wallpapering", "Plastering", "Facades", "Varnishing"), 25, 60, True),
    Trade("Gardener", ("Gardening", "Lawn care", "Tree pruning", "Irrigation", "Landscaping"), 20, 55, True),
    Trade("Cleaner", ("House cleaning", "Office cleaning", "Window cleaning", "Carpet cleaning", "Laundry"),
          15, 40, True),
    Trade("Mover", ("Moving", "Packing", "Van driving", "Furniture assembly", "Storage"), 20, 60, True),
    Trade("Network technician", ("Network cabling", "Wi-Fi", "Routers", "Fibre splicing", "VoIP"), 40, 110, True),
    Trade("Field service technician", ("Point of sale", "Printers", "Server racks", "Digital signage", "CCTV"),
          35, 100, True),
    Trade("Locksmith", ("Locks", "Safes", "Access control", "Door repair", "Alarm systems"), 40, 110, True),
    Trade("Appliance repairer", ("Washing machines", "Refrigeration", "Ovens", "Air conditioning", "Dishwashers"),
          35, 85, True),
    Trade("Bicycle mechanic", ("Bicycle repair", "Wheel building", "E-bikes", "Brakes", "Suspension"), 25, 60, True),
    Trade("Photographer", ("Photography", "Portraits", "Weddings", "Product photos", "Retouching"), 50, 160, True),
    Trade("Chef", ("Cooking", "Catering", "Baking", "Menu planning", "Vegan cuisine"), 30, 90, True),
    Trade("Nurse", ("Nursing", "Elderly care", "Wound care", "First aid", "Vaccination"), 30, 75, True),
    Trade("Massage therapist", ("Massage", "Physiotherapy", "Sports medicine", "Rehabilitation", "Stretching"),
          40, 90, True),
    Trade("Personal trainer", ("Fitness training", "Yoga", "Nutrition", "Running", "Pilates"), 30, 90, True),
    Trade("Frontend developer", ("React", "TypeScript", "CSS", "Vue", "Accessibility"), 45, 140, False),
    Trade("Backend developer", ("Python", "PostgreSQL", "Go", "Java", "API design"), 50, 150, False),
    Trade("Mobile developer", ("Swift", "Kotlin", "Flutter", "React Native", "App Store"), 50, 140, False),
    Trade("Embedded engineer", ("C++", "C", "Rust", "Microcontrollers", "PCB design"), 60, 150, False),
    Trade("Game developer", ("C#", "Unity", "Unreal Engine", "Shaders", "Level design"), 45, 120, False),
    Trade("Data scientist", ("Machine learning", "Statistics", "Python", "SQL", "Data visualization"),
          60, 170, False),
    Trade("Data labeller", ("Data annotation", "Image labelling", "Transcription", "Moderation", "Proofreading"),
          8, 25, False),
    Trade("DevOps engineer", ("Kubernetes", "Terraform", "AWS", "Linux", "Monitoring"), 60, 160, False),
    Trade("Security consultant", ("Penetration testing", "Security audits", "Cryptography", "Compliance", "Forensics"),
          80, 220, False),
    Trade("Graphic designer", ("Graphic design", "Logos", "Illustration", "Figma", "Typography"), 30, 100, False),
    Trade("UX researcher", ("User interviews", "Usability testing", "Surveys", "Figma", "Service design"),
          45, 120, False),
    Trade("Video editor", ("Video editing", "Motion graphics", "Colour grading", "Sound design", "Subtitles"),
          30, 90, False),
    Trade("Translator", ("Translation", "Interpreting", "Localization", "Proofreading", "Subtitles"), 25, 70, False),
    Trade("Copywriter", ("Copywriting", "Editing", "SEO", "Technical writing", "Newsletters"), 30, 90, False),
    Trade("Marketing consultant", ("Marketing strategy", "Social media", "SEO", "Email campaigns", "Advertising"),
          45, 130, False),
    Trade("Accountant", ("Accounting", "Tax returns", "Payroll", "Bookkeeping", "Auditing"), 40, 120, False),
    Trade("Lawyer", ("Contract law", "Labour law", "Immigration law", "Intellectual property", "Company law"),
          90, 280, False),
    Trade("Business coach", ("Coaching", "Leadership", "Negotiation", "Fundraising", "Public speaking"),
          60, 200, False),
    Trade("Project manager", ("Project management", "Scrum", "Risk management", "Budgeting", "Procurement"),
          50, 140, False),
    Trade("Recruiter", ("Recruiting", "Interviewing", "Employer branding", "Onboarding", "Headhunting"),
          40, 110, False),
    Trade("Language teacher", ("English lessons", "German lessons", "Spanish lessons", "Exams", "Conversation"),
          18, 60, False),
    Trade("Maths tutor", ("Mathematics", "Physics", "Statistics", "Exam preparation", "Homework help"),
          18, 65, False),
    Trade("Music teacher", ("Piano", "Guitar", "Violin", "Singing", "Music theory"), 22, 75, False),
    Trade("Architect", ("Architecture", "Building permits", "Interior design", "CAD", "Energy audits"),
          60, 160, False),
    Trade("Psychologist", ("Counselling", "Cognitive therapy", "Couples therapy", "Stress management", "Sleep"),
          60, 160, False),
)
# fmt: on

_FIRST_NAMES = """
    Aino Alice Amir Ana Andrei Anna Anton Aria Arjun Astrid Ben Bianca Bruno Camila Carlos Chiara Chloe Clara
    Daniel David Diego Dina Elena Elias Elif Emil Emma Erik Esra Eva Farah Felix Fiona Gabriel Georg Greta Hana
    Hannah Hassan Helena Hugo Ida Igor Ines Irina Isabel Ivan Jack Jan Jana Javier Joao Jonas Jose Julia Kaisa
    Karim Katja Kenji Klara Lars Laura Layla Lea Leo Lena Liam Lina Lucas Lucia Luis Maja Marco Maria Mariam
    Marta Mateo Matti Max Mei Mia Mikko Milan Mina Nadia Nina Noah Nora Olga Oliver Omar Oskar Paula Pavel Pedro
    Petra Priya Rafael Ravi Rita Robert Rosa Ruth Sam Samira Sara Sergei Sofia Stefan Sven Tariq Teresa Thomas
    Tom Uma Valeria Vera Victor Wanda Yara Yuki Zara Zoe
"""
FIRST_NAMES = _FIRST_NAMES.split()


_LAST_NAMES = """
    Aalto Abebe Ahmed Almeida Andersen Antonov Bakker Barbosa Bauer Becker Bell Berg Bianchi Blanc Bose Braun
    Brown Cano Carter Castro Chen Conti Costa Cruz Dahl Das Davis Dietrich Duarte Dubois Eder Eriksson Evans
    Farah Fernandez Ferrari Fischer Fontaine Foster Franke Fuchs Garcia Gomez Gray Greco Gupta Haas Hahn Hansen
    Hartmann Hassan Heikkinen Herrera Hill Hoffmann Horvat Huber Ivanov Iyer Jansen Jensen Johnson Jones Kaya
    Keller Khan Kim King Klein Koch Korhonen Kovac Kowalski Krause Kumar Laine Lang Larsen Lee Lehmann Leroy
    Lewis Lopez Lorenz Maier Marino Martin Martinez Mayer Mendes Meyer Moreau Morris Mueller Nagy Nakamura
    Neumann Nguyen Nielsen Novak Okafor Oliveira Olsen Ortiz Otieno Park Patel Pereira Peters Petrov Pham Pohl
    Popov Ramirez Reid Reyes Ricci Richter Rivera Roberts Romano Rossi Roth Ruiz Saito Santos Sato Schmidt
    Schneider Schulz Seidel Silva Simon Singh Smirnov Smith Sokolov Sousa Stein Sullivan Suzuki Svensson Tanaka
    Taylor Torres Toth Tran Turner Vargas Virtanen Vogel Wagner Walker Wang Weber White Wilson Winter Wolf Wong
    Wright Yamada Yilmaz Young Zhang Zimmer
"""
LAST_NAMES = _LAST_NAMES.split()


ABOUTS = (
    "{title} with {years} years of experience. I like clear agreements, tidy work and being on time.",
    "I have worked as a {title} for {years} years, first in a company, now on my own. Ask me about {skill}.",
    "Independent {title} in {city}. My focus is {skill}, for small companies and private customers alike.",
    "{skill} is what I do best. {years} years in the trade, many regular customers, references on request.",
    "After {years} years in {city} I know what usually goes wrong and how to avoid it. Fair prices, honest advice.",
    "Certified {title}. I explain what I do, keep to the budget and answer messages within a day.",
)

EDUCATIONS = (
    "Vocational training", "Master craftsman's certificate", "Bachelor's degree", "Master's degree", "Self-taught",
    "Doctorate", "Evening college",
)  # fmt: skip

# Weekly hours: weekdays (0 = Sunday), from, to.
OPENINGS = (
    (((1, 2, 3, 4, 5), "09:00", "17:00"),),
    (((1, 2, 3, 4, 5), "08:00", "16:00"),),
    (((1, 2, 3, 4), "10:00", "18:00"), ((5,), "10:00", "14:00")),
    (((1, 3, 5), "09:00", "13:00"), ((2, 4), "13:00", "19:00")),
    (((1, 2, 3, 4, 5), "17:00", "21:00"), ((6,), "10:00", "16:00")),
    (((6, 0), "09:00", "18:00"),),
    (((2, 3, 4), "08:00", "20:00"),),
    (((1, 2, 3, 4, 5, 6), "07:00", "12:00"),),
    (((0, 1, 2, 3, 4), "09:00", "17:00"),),
    (((5, 6), "20:00", "02:00"), ((1, 2, 3, 4), "12:00", "16:00")),
)
