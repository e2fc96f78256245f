"""The database roles and the person, alone, because every other table points at the person."""

import meguro_platform.models.user
import uuid
from django.db import migrations, models

from meguro_platform.roles import create_roles, grant_app


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        create_roles(),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('staff_number', models.CharField(max_length=20, unique=True, verbose_name='職員番号')),
                ('name', models.CharField(max_length=100, verbose_name='氏名')),
                ('kana', models.CharField(blank=True, max_length=100, verbose_name='カナ氏名')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='メールアドレス')),
                ('password', models.CharField(default=meguro_platform.models.user.unusable_password, max_length=128)),
                ('is_active', models.BooleanField(default=True, verbose_name='有効')),
                ('language', models.CharField(choices=[('ja', '日本語'), ('en', 'English')], default='ja', max_length=2, verbose_name='表示言語')),
                ('text_size', models.CharField(choices=[('small', '小'), ('medium', '中'), ('large', '大')], default='small', max_length=6, verbose_name='文字の大きさ')),
                ('single_keys', models.BooleanField(default=True, verbose_name='1文字のショートカットキー')),
                ('external_id', models.CharField(blank=True, max_length=254, null=True, unique=True, verbose_name='外部ID（SCIM）')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': '職員',
                'verbose_name_plural': '職員',
                'indexes': [models.Index(fields=['kana', 'staff_number'], name='person_by_kana')],
            },
        ),
        grant_app('meguro_platform_user', 'SELECT, INSERT, UPDATE'),
    ]
